"""Every dataset the platform publishes, in the order the page shows them."""

from quanheng.kernel.datasets import Dataset

DATASETS: tuple[Dataset, ...] = ()
BY_KEY = {dataset.key: dataset for dataset in DATASETS}
FORMATS = ("csv", "xlsx", "json")
