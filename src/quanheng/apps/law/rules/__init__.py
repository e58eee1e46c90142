"""Pure functions of the register: statuses, and sentences for measurements of scale."""
