"""Numbered points (条目) of a policy: 一、 （一） 1. （1） and chapters, sections, articles."""
