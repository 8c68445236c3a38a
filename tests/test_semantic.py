"""Likeness of meaning: real loading code on tiny models that the tests make, and what the signal does to scores."""

from __future__ import annotations

import importlib.util
import json
import math
import pickle
import socket
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from written_plans import DIRECTIVE, collection_of, directive, province_plan

from graph.align import align
from graph.align.features import Matrix
from graph.align.semantic import KEPT, SentenceMeaning, meaning_from
from graph.cli import main
from graph.errors import UsageError
from graph.links import Link
from graph.messages import error_line
from graph.store import open_store
from graph.stored_links import stored_links

REQUIREMENTS = (
    "Các bộ, ngành, địa phương thu gọn đầu mối bên trong.",
    "Bộ Tài chính hướng dẫn lập dự toán hằng năm.",
    "Các địa phương công khai thủ tục hành chính trên mạng.",
    "Ủy ban nhân dân cấp tỉnh bồi dưỡng cán bộ, công chức cấp xã.",
)
TASKS = ("Sở Nội vụ hợp nhất phòng chuyên môn cùng lĩnh vực.", "Sở Tài chính lập dự toán hằng năm.")
MEANINGS = (
    ("thu", "gọn", "đầu", "mối", "hợp", "nhất", "phòng"),
    ("dự", "toán", "tài"),
    ("công", "khai", "mạng", "thủ", "tục"),
    ("bồi", "dưỡng", "cán"),
)
"""Syllables that the tiny model takes to mean the same."""
MISSING = "sentence-transformers, which only the extra 'semantic' brings, is not installed"
NO_MODEL = [
    pytest.param({}, "neither modules.json nor config.json", "không có modules.json", id="an empty folder"),
    pytest.param({"config.json": {"model_type": "nothing"}}, "cannot be used", "không dùng được mô hình", id="no type"),
    pytest.param({"modules.json": []}, "cannot be used", "không dùng được mô hình", id="no modules"),
    pytest.param(
        {"modules.json": [{"idx": 0, "name": "0", "path": "", "type": "os.PathLike"}]},
        "cannot be used",
        "không dùng được mô hình",
        id="code of others",
    ),
]


class Refused(AssertionError):
    """The program tried to reach a network."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refused("no network is to be used")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of word vectors: a text is the mean of its syllables' groups."""
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip(MISSING)
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = {"[UNK]": 0} | {word: at for at, word in enumerate((w for group in MEANINGS for w in group), start=1)}
    vectors = np.full((len(words), len(MEANINGS) + 1), 0.0, dtype=np.float32)
    vectors[0, -1] = 0.05
    for direction, group in enumerate(MEANINGS):
        for word in group:
            vectors[words[word], direction] = 1.0
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    folder = tmp_path_factory.mktemp("models") / "words"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)], device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="session")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bare transformer of one layer and random weights, as Hugging Face's library saves it."""
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip(MISSING)
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "transformer"
    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(word for group in MEANINGS for word in group)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(20240506)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(words), **sizes)).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    return folder


def links(meaning: Any = None, workers: int = 1) -> dict[tuple[str, str], Link]:
    """Links of six like provinces, by (plan number / task, requirement)."""
    provinces = ("Lai Châu", "Hà Giang", "Tuyên Quang", "Sơn La", "Yên Bái", "Cao Bằng")
    plans = {f"p{at}": province_plan(name, TASKS, at) for at, name in enumerate(provinces, start=1)}
    found = align(collection_of(nq=directive(REQUIREMENTS), **plans), meaning=meaning, workers=workers)
    return {(link.child.rpartition("/kh/2017/")[2], link.parent.removeprefix(DIRECTIVE)): link for link in found.links}


def log_odds(link: Link) -> float:
    return math.log(link.score / (1 - link.score))


# ---- the signal ----


def test_cosines(model: Path) -> None:
    found = meaning_from(model)(["thu gọn", "dự toán", "thu dự"], ["hợp nhất", "toán"])
    assert found.tolist() == [[1.0, 0.0], [0.0, 1.0], [0.7071, 0.7071]]


def test_a_pair_that_means_the_same_and_shares_no_syllable_rises(model: Path) -> None:
    plain, weighed = links(), links(meaning_from(model))
    assert len(plain) == len(weighed) == 6 * 2 * 4
    assert {f"{link.method} + meaning" for link in plain.values()} == {link.method for link in weighed.values()}
    merge, budget = "01/task/I/1", "01/task/I/2"
    assert log_odds(weighed[merge, "/task/I/1"]) > log_odds(plain[merge, "/task/I/1"]) + 1
    assert all(weighed[merge, f"/task/I/{n}"].score < plain[merge, f"/task/I/{n}"].score for n in (2, 3, 4))
    assert max((f"/task/I/{n}" for n in range(1, 5)), key=lambda one: weighed[budget, one].score) == "/task/I/2"
    assert weighed[budget, "/task/I/2"].score >= plain[budget, "/task/I/2"].score


@pytest.mark.parametrize("kind", ["model", "transformer"])
def test_the_same_again_and_with_processes(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder: Path = request.getfixturevalue(kind)
    monkeypatch.setattr(import_module("graph.align.align"), "BATCH", 1)
    meaning = meaning_from(folder)
    once = links(meaning)
    assert once == links(meaning, workers=2) == links(meaning_from(folder))


def test_a_bare_transformer_is_loaded_too(transformer: Path) -> None:
    texts = ["thu gọn đầu mối", "hợp nhất", "dự toán"]
    first, second = meaning_from(transformer), meaning_from(transformer)
    found = first(texts, texts[1:])
    assert found.shape == (3, 2)
    assert np.allclose(np.diag(found, -1), 1.0)
    first(["công khai"], ["bồi dưỡng cán"])
    assert (first(texts, texts[1:]) == found).all()
    assert (second(texts, texts[1:]) == found).all()


def test_it_goes_to_another_process_as_its_folder(model: Path) -> None:
    meaning = meaning_from(model)
    sent = pickle.dumps(meaning)
    assert len(sent) < 1000
    assert (pickle.loads(sent)(["thu"], ["gọn"]) == meaning(["thu"], ["gọn"])).all()


# ---- lists kept ----


def counting() -> tuple[SentenceMeaning, list[list[str]]]:
    asked: list[list[str]] = []

    def encode(texts: list[str], **_: object) -> Matrix:
        asked.append(texts)
        return np.array([[1.0, 0.0]] * len(texts))

    return SentenceMeaning(Path("made-up"), encode), asked


def test_an_upper_documents_duties_are_embedded_once() -> None:
    meaning, asked = counting()
    for lower in range(3 * KEPT):
        meaning([f"việc {lower}"], ["yêu cầu", "yêu cầu khác"])
    assert asked.count(["yêu cầu", "yêu cầu khác"]) == 1
    assert len(asked) == 3 * KEPT + 1


@pytest.mark.parametrize(("one", "other"), [(("a b",), ("a", "b")), (("a\0b",), ("a", "b")), (("a",), ("b",))])
def test_lists_are_told_apart(one: Sequence[str], other: Sequence[str]) -> None:
    meaning, asked = counting()
    meaning(one, other)
    assert asked == [list(one), list(other)]


# ---- what cannot be used ----


@pytest.mark.parametrize(("files", "english", "vietnamese"), NO_MODEL)
def test_a_folder_that_is_no_model(
    model: Path, files: dict[str, object], english: str, vietnamese: str, tmp_path: Path
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UsageError, match=english) as caught:
        meaning_from(tmp_path)
    assert caught.value.where == str(tmp_path)
    assert vietnamese in error_line(caught.value, "vi")
    assert "Name a folder" in caught.value.remedy


def test_a_broken_model(model: Path, tmp_path: Path) -> None:
    for file in model.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:100])
    with pytest.raises(UsageError, match="cannot be used"):
        meaning_from(tmp_path)


@pytest.mark.parametrize("given", [[[np.nan, 1.0]], [1.0], []], ids=["no number", "no vector", "too few"])
def test_a_model_that_gives_no_vectors(given: list[object]) -> None:
    meaning = SentenceMeaning(Path("made-up"), lambda *_, **__: np.array(given))
    with pytest.raises(UsageError, match="gives no vectors"):
        meaning(["a"], ["b"])


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UsageError, match="not installed") as caught:
        meaning_from(tmp_path)
    assert "pip install 'directive-lineage[semantic]'" in error_line(caught.value, "vi")


# ---- the command ----


def build(documents: Path, store: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["build", str(documents), "--store", str(store), *options])
    return done.exit_code, done.output


def test_the_command_takes_a_folder(model: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in {"nq": directive(REQUIREMENTS), "kh": province_plan("Lai Châu", TASKS)}.items():
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    odds = []
    for options in (("--meaning", str(model)), ()):
        assert build(documents, tmp_path / "store", *options)[0] == 0
        with open_store(str(tmp_path / "store"), read_only=True) as store:
            (merge,) = (
                link for link in stored_links(store) if link.child.endswith("I/1") and link.parent.endswith("I/1")
            )
            odds.append(log_odds(merge))
    assert odds[0] > odds[1] + 1


def test_the_command_names_what_is_wrong(tmp_path: Path) -> None:
    status, output = build(tmp_path, tmp_path / "store", "--meaning", str(tmp_path / "nowhere"))
    assert (status, output.strip()) == (
        2,
        f"Lỗi: {tmp_path / 'nowhere'}: không có thư mục này. Hãy chỉ thư mục chứa mô hình do sentence-transformers lưu",
    )
    assert not (tmp_path / "store").exists()
