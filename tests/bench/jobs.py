"""One measurement a process, so that none warms another: ``python -m tests.bench.jobs NAME COUNT ROUND``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from itertools import islice

from tests.bench.ads import ads

WARM = 1500


def ours(pipeline: str, explain: str) -> Callable[[list[str]], object]:
    """The batch path, after the words of other ads."""
    from matcher.batch.scoring import answers, settled

    model = settled(None, pipeline)
    return lambda texts: list(answers(model, texts, explain, "it"))


def naive() -> Callable[[list[str]], object]:
    """The script that most people would write."""
    import spacy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    nlp = spacy.load("it_core_news_sm")
    levels = [" ".join(t.lemma_ for t in nlp(text)) for text in _levels()]

    def run(texts: list[str]) -> object:
        lemmas = [" ".join(t.lemma_ for t in doc) for doc in nlp.pipe(texts)]
        rows = TfidfVectorizer().fit_transform(levels + lemmas)
        return cosine_similarity(rows[3:], rows[:3]).argmax(axis=1)

    return run


def floor() -> Callable[[list[str]], object]:
    """TF-IDF and cosine on raw text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    def run(texts: list[str]) -> object:
        rows = TfidfVectorizer().fit_transform(_levels() + texts)
        return cosine_similarity(rows[3:], rows[:3]).argmax(axis=1)

    return run


def tokens() -> Callable[[list[str]], object]:
    """Tokenisation alone."""
    import spacy

    nlp = spacy.blank("it")
    return lambda texts: [len(nlp.make_doc(text)) for text in texts]


def pipe() -> Callable[[list[str]], object]:
    """The trained pipeline with only the components that we use."""
    from matcher.language.pipeline import Language

    nlp = Language("it_core_news_sm").nlp
    return lambda texts: [len(doc) for doc in nlp.pipe(texts, batch_size=64)]


def _levels() -> list[str]:
    from matcher.framework import load_skill

    return [level.text for level in load_skill().levels]


JOBS: dict[str, Callable[[], Callable[[list[str]], object]]] = {
    "ours_none": lambda: ours("blank", "none"),
    "ours_terms": lambda: ours("blank", "terms"),
    "ours_full": lambda: ours("blank", "full"),
    "ours_sm": lambda: ours("it_core_news_sm", "none"),
    "pipe_sm": pipe,
    "naive_sm": naive,
    "floor": floor,
    "tokens": tokens,
}


def main() -> None:
    """Print texts a second, wall and processor."""
    name, count, turn = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    run = JOBS[name]()
    run(list(islice(ads(WARM + 50, seed=99), WARM if count > WARM else count)))
    texts = list(ads(count, seed=turn))
    wall, used = time.perf_counter(), time.process_time()
    run(texts)
    wall, used = time.perf_counter() - wall, time.process_time() - used
    print(json.dumps({"rate": count / wall, "rate_cpu": count / used}))


if __name__ == "__main__":
    main()
