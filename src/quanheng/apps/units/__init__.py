"""Units 计量单位: which units are legal on which day, and how the others convert.

Purpose      the table of legal units with its legal basis, and a converter; the algebra is core.metrology.units.
Legal basis  计量法第三条; 国务院关于在我国统一实行法定计量单位的命令 (1984).
Words        legal unit = 法定计量单位, permitted non-SI unit = 国家选定的非国际单位制单位.
Invariants   legal status is dated and cited; a factor is exact or says that it is rounded.
"""
