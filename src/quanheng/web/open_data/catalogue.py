"""The catalogue of datasets for machines: DCAT 3 in JSON-LD, and schema.org for search engines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.kernel.datasets import Dataset, Size
from quanheng.kernel.exports.licence import DATA_LICENCE
from quanheng.kernel.exports.response import WRITERS

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Listed:
    """A dataset with its size today, as page and catalogue show it."""

    dataset: Dataset
    size: Size

    @property
    def anchor(self) -> str:
        """Its permanent address on the open data page."""
        return f"{settings.SITE_URL}{reverse('web:open-data')}#{self.dataset.key}"

    @property
    def page(self) -> str:
        """The address of its list."""
        return self.dataset.page()

    @property
    def dumps(self) -> list[tuple[str, str]]:
        """Format and path of each dump."""
        return [(form, reverse("web:dump", args=[self.dataset.key, form])) for form in WRITERS]


def dcat(listed: Sequence[Listed]) -> dict[str, Any]:
    """A ``dcat:Catalog`` with every dataset, its distributions and the API as a data service."""
    site = settings.SITE_URL
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{site}{reverse('web:open-data')}",
        "@type": "dcat:Catalog",
        "dct:title": _text(_("权衡开放数据")),
        "dct:description": _text(_("中国计量治理登记数据：规范、委员会、法规、国际文件、单位、机构及其变更。")),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _("权衡"), "foaf:homepage": {"@id": site}},
        "dct:license": {"@id": DATA_LICENCE.url},
        "dct:language": {"@id": "http://id.loc.gov/vocabulary/iso639-1/zh"},
        "dcat:service": {
            "@type": "dcat:DataService",
            "dct:title": _text(_("权衡开放接口")),
            "dcat:endpointURL": {"@id": f"{site}/api/v1/"},
            "dcat:endpointDescription": {"@id": f"{site}{reverse('web:openapi')}"},
        },
        "dcat:dataset": [_dataset(one) for one in listed],
    }


def _text(text: Any) -> dict[str, str]:
    return {"@value": str(text), "@language": "zh-Hans"}


def _dataset(one: Listed) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@id": one.anchor,
        "@type": "dcat:Dataset",
        "dct:identifier": one.dataset.key,
        "dct:title": _text(one.dataset.title),
        "dct:description": _text(one.dataset.description),
        "dct:license": {"@id": DATA_LICENCE.url},
        "dcat:keyword": [_text(word) for word in one.dataset.keywords],
        "dcat:landingPage": {"@id": f"{settings.SITE_URL}{one.dataset.page()}"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": _text(f"{one.dataset.title} {form.upper()}"),
                "dcat:downloadURL": {"@id": f"{settings.SITE_URL}{path}"},
                "dcat:mediaType": {"@id": MEDIA_TYPES + WRITERS[form][1].partition(";")[0]},
                "dct:license": {"@id": DATA_LICENCE.url},
            }
            for form, path in one.dumps
        ],
    }
    if one.size.changed_at:
        described["dct:modified"] = {"@value": one.size.changed_at.isoformat(), "@type": "xsd:dateTime"}
    return described


def schema_org(listed: Sequence[Listed]) -> dict[str, Any]:
    """The same as a schema.org ``DataCatalog``."""
    site = settings.SITE_URL
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": _("权衡开放数据"),
        "url": f"{site}{reverse('web:open-data')}",
        "license": DATA_LICENCE.url,
        "dataset": [
            {
                "@type": "Dataset",
                "@id": one.anchor,
                "name": str(one.dataset.title),
                "description": str(one.dataset.description),
                "license": DATA_LICENCE.url,
                "isAccessibleForFree": True,
                "keywords": [str(word) for word in one.dataset.keywords],
                **({"dateModified": one.size.changed_at.isoformat()} if one.size.changed_at else {}),
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "encodingFormat": WRITERS[form][1].partition(";")[0],
                        "contentUrl": f"{site}{path}",
                    }
                    for form, path in one.dumps
                ],
            }
            for one in listed
        ],
    }
