"""Imports 导入: tables that offices keep, brought into the registers by the people who answer for them.

Purpose      a file is read, every row compared with the register, mended, confirmed, applied in small pieces, and can
             be taken back as a whole; this app knows no register, each declares its importer (kernel/imports).
Legal basis  市监计量发〔2022〕62号: the work of committees and on specifications is managed by information technology.
Words        import = 导入, row = 行, preview = 预览, column map = 对应关系, undo = 撤销, dry run = 试算.
Invariants   nothing changes before somebody confirms; a record that changed since the preview is never overwritten;
             each changed record has its own event; the same file again finds nothing to do; undo restores, or says
             why not.
"""
