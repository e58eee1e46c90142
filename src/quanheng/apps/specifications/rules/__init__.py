"""Pure rules of the specifications register: numbers, kinds, status. No Django."""
