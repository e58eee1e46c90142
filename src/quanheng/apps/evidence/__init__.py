"""Evidence 证据: append-only events, from which every later proof is made.

Purpose      one event or no change: whoever changes a record leaves exactly one typed event.
Legal basis  市监计量发〔2022〕62号（十三）: the whole life of a specification is supervised and open.
Words        event = 事件, subject = 事项, actor = 行为人.
Invariants   the event table takes INSERT only (a database trigger refuses the rest); the catalogue of kinds is closed;
             what is shown to people is generated from the payload, never stored and never searched.
"""
