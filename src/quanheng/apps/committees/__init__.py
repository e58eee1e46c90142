"""Committees 计量技术委员会: the register of national, department, local and regional committees.

Purpose      which committee answers for which field and specification, at which level, under whose approval.
Legal basis  市监计量发〔2022〕62号（四）（五）: three tiers, planned coverage of fields, TC, SC and WG.
Words        committee = 技术委员会, subcommittee = 分技术委员会, task group = 工作组, term = 届, host unit = 挂靠单位.
Invariants   a committee is an organisation that is not a legal person; host units and terms are dated; a number
             (MTC26/SC3) belongs to one committee; what no source gives stays empty and is shown as unknown.
"""
