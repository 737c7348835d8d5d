"""The order of the stages, what is already done, what went wrong. Only this package knows the order."""

from faisceau.run.options import BuildOptions
from faisceau.run.order import build, start
from faisceau.run.progress import Progress, Step
from faisceau.run.report import RunReport
from faisceau.run.stages import Stages

__all__ = ["BuildOptions", "Progress", "RunReport", "Stages", "Step", "build", "start"]
