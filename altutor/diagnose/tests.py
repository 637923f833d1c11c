"""One function a test: each returns a :class:`~altutor.diagnose.finding.Finding`, or what it lacks."""

from altutor.diagnose.answers.disagreement import disagreement
from altutor.diagnose.answers.feedback import accepted, kind
from altutor.diagnose.answers.forgetting import forgetting
from altutor.diagnose.answers.labels import density, marginals
from altutor.diagnose.answers.unusable import unusable
from altutor.diagnose.pipeline.base import confidence, look, mentions
from altutor.diagnose.scores.gap import gap
from altutor.diagnose.scores.leak import leak
from altutor.diagnose.scores.settle import settle
from altutor.diagnose.scores.tuned import tuned
from altutor.diagnose.scores.weighted import weighted
from altutor.diagnose.texts.clusters import clusters, regions
from altutor.diagnose.texts.difference import classifier, kernel, length, picture
from altutor.diagnose.texts.duplicates import duplicates
from altutor.diagnose.texts.missed import missed, n_regions
from altutor.diagnose.texts.order import order
from altutor.diagnose.texts.outside import outside
from altutor.diagnose.texts.terms import terms
from altutor.diagnose.verdict import verdict

__all__ = [
    "accepted",
    "classifier",
    "clusters",
    "confidence",
    "density",
    "disagreement",
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
    "unusable",
    "verdict",
    "weighted",
]
