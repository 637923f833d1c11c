"""One function a test: each returns a :class:`~altutor.diagnose.finding.Finding`, or what it lacks."""

from altutor.diagnose.base import confidence, look, mentions
from altutor.diagnose.clusters import clusters, regions
from altutor.diagnose.difference import classifier, kernel, length, picture
from altutor.diagnose.duplicates import duplicates
from altutor.diagnose.facts import outside
from altutor.diagnose.feedback import accepted, kind
from altutor.diagnose.forgetting import forgetting
from altutor.diagnose.gap import gap
from altutor.diagnose.labels import density, marginals
from altutor.diagnose.leak import leak
from altutor.diagnose.missed import missed, n_regions
from altutor.diagnose.order import order
from altutor.diagnose.settle import settle
from altutor.diagnose.terms import terms
from altutor.diagnose.tuned import tuned
from altutor.diagnose.verdict import verdict
from altutor.diagnose.weighted import weighted

__all__ = [
    "accepted",
    "classifier",
    "clusters",
    "confidence",
    "density",
    "duplicates",
    "forgetting",
    "gap",
    "kernel",
    "kind",
    "leak",
    "length",
    "look",
    "marginals",
    "mentions",
    "missed",
    "n_regions",
    "order",
    "outside",
    "picture",
    "regions",
    "settle",
    "terms",
    "tuned",
    "verdict",
    "weighted",
]
