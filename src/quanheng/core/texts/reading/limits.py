"""How much is read at most. A policy of a hundred pages has 100,000 characters; these are far above it."""

LARGEST_FILE = 50_000_000  # bytes, as received
LARGEST_PAGE = 3_000_000  # bytes of a web page
LARGEST_UNPACKED = 200_000_000  # bytes of all parts of a DOCX
MOST_PARTS = 5_000  # of a DOCX
MOST_CHARACTERS = 1_000_000
LONGEST_LINE = 200_000
MOST_LINES = 200_000
MOST_PAGES = 2_000
