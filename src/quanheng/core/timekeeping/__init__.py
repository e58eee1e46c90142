"""Timekeeping: how far a clock is from others, and how well that is known. Pure: packets and moments come in as values.

``sntp`` asks one time server and reads its answer; ``agreement`` finds what several answers have in common. Moments
and offsets are whole nanoseconds; an offset is the source's time minus this clock's, so a positive one means that this
clock is behind.
"""
