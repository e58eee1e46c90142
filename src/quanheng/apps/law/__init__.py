"""Law 法规政策: legal instruments and policies, their articles as of a date: what every rule cites.

Purpose      every rule shown anywhere links to its instrument and article here; the project ships facts about
             instruments, never their texts, which operators load from files.
Legal basis  著作权法第五条: official texts are free to publish.
Words        instrument = 法规文件, edition = 文本版本, article = 条, status = 时效.
Invariants   an article has a permanent address and is never edited after it was loaded; a text that is only partly
             there says so on every page; status is computed for a date, never typed.
"""
