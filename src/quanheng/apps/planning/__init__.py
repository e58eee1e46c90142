"""Planning 政策任务: what policies ask, of whom, by when; what was done about it, with evidence; indicators.

Purpose      the policies this platform answers to become a ledger: every point that asks for something is a task with
             its responsible bodies, deadline and target, and its state follows from confirmed progress with evidence.
Legal basis  2024年全国计量工作要点（二）: a national ledger of measures; 赣府发〔2022〕24号（二十四）: follow-up and
             assessment; 市监计量发〔2022〕62号（十八）: coordination.
Words        policy = 政策, point = 条目, task = 任务, body = 责任单位, progress = 进展,
             indicator = 指标, intake = 导入.
Invariants   a policy is an edition of the law register, its points are that edition's anchors; a state is computed for
             a day, never typed; progress rests on records that everybody can open, and counts when a second person has
             confirmed it; nothing read from a document becomes a task unless a person accepts it.
"""
