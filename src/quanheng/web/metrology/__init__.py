"""The metrology core on the command line: reading files, saying results, writing what is kept."""
