"""Pure functions of the register: statuses, alignment of editions, differences of texts."""
