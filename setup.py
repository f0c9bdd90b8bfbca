"""What pyproject.toml cannot say: templates/ stands at the top of the tree and goes into the wheel as tracker/templates."""

from setuptools import find_namespace_packages, find_packages, setup

FOLDERS = ["tracker.templates", *(f"tracker.templates.{name}" for name in find_namespace_packages("templates"))]

setup(
    packages=[*find_packages(include=["tracker*", "tasks_seed*", "bots*"]), *FOLDERS],
    package_dir={"tracker.templates": "templates"},
    package_data={name: ["*.html", "*.svg", "*.md", "*.txt"] for name in FOLDERS},
)
