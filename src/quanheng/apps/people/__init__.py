"""People 机构与人员: organisations, persons, offices and dated appointments, accounts.

Purpose      who may act for whom on which day; every permission hangs on an office held on that day.
Legal basis  市监计量发〔2022〕62号（四）（七）: who approves supervises; duties of chair, secretary-general, host unit.
Words        organisation = 机构, region = 行政区划, office = 职务, appointment = 任职, account = 账户.
Invariants   a unified social credit code has its check digit right and belongs to one organisation; an appointment is
             dated and never overwritten or deleted; persons are not public.
"""
