"""Specifications 计量技术规范: works, editions, amendment sheets, replacements, international documents.

Purpose      which specification is in force on any date, what replaced what, who answers for it.
Legal basis  国家计量技术规范管理办法 (总局令第89号) art. 3: the five kinds; 计量法第十条: levels.
Words        work = 规范, edition = 版本, amendment sheet = 修改单, replacement = 代替, adoption = 采用.
Invariants   status is computed for a date, never typed; replacement is many-to-many, may be partial with a note and may
             cross kinds; every record has a source and a confidence; a number has one canonical spelling.
"""
