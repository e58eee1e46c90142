"""How tables of specifications, and the tables of announcements (公告), become changes of the register."""
