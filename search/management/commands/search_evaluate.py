"""`manage.py search_evaluate`: how well the search answers the questions of a test collection."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import EngineError
from search.engines.choosing import throw_away_engine
from search.evaluating import Collection, CollectionError, Measured, evaluate
from search.management.languages import refuse_unknown


class Command(BaseCommand):
    help = (
        "Puts a test collection in BEIR's form (corpus.jsonl, queries.jsonl, qrels/test.tsv) into a throw-away index "
        "of the engine in use and measures its answers. Times are of the whole question in one process: read, asked, a "
        "hundred hits and all facets."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--language", default="da", help="what they are written in: da, en, nb or no, sv, de (default: da)"
        )
        parser.add_argument("--split", default="test", help="qrels/SPLIT.tsv is what is judged by (default: test)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unknown(options["language"])
        try:
            with throw_away_engine() as engine:
                collection = Collection(options["folder"], options["split"], options["language"])
                found = evaluate(collection, engine, self._progress)
        except (CollectionError, EngineError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(asdict(found)) if options["json"] else as_text(found))

    def _progress(self, done: int) -> None:
        self.stderr.write(f"\r{done:,} documents indexed", ending="")
        self.stderr.flush()


def as_text(found: Measured) -> str:
    return "\n".join(
        [
            f"documents   {found.documents:,}",
            f"queries     {found.queries:,}",
            f"nDCG@10     {found.ndcg_10:.4f}",
            f"recall@10   {found.recall_10:.4f}",
            f"recall@100  {found.recall_100:.4f}",
            f"MRR@10      {found.mrr_10:.4f}",
            f"latency     {found.p50_ms:.1f} ms p50, {found.p95_ms:.1f} ms p95",
        ]
    )
