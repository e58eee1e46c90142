"""MDRAW-1: a draw (随机抽取) that anybody can compute again.

A plan is fixed and published first; the randomness comes later, from values to which several parties committed
themselves before and from numbers the public sees being drawn. Lists, plan, randomness and this algorithm give the
result, so nobody has to trust whoever runs the draw. The procedure follows RFC 3797 with a keyed stream, exactly
uniform numbers and strata.
"""
