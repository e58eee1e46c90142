"""Reading the data files of this register: every fault with its file, line, record and field; nothing is written."""
