"""Plays rhythm syllables into a WAV file: a wooden click on every note, a deeper one on the first of each bar."""

import io
import math
import struct
import wave

from demo.reader import FileText

RATE = 16_000  # samples a second; a click has nothing above 8 kHz
LENGTH = 0.09  # seconds of a click
#: Beats that a syllable lasts: ta is a quarter note, ti an eighth, ta-a a half; sh and z are silent.
BEATS = {"ta": 1.0, "ti": 0.5, "taa": 2.0, "ta-a": 2.0, "tika": 0.25, "sh": 1.0, "pause": 1.0, "z": 1.0}
SILENT = {"sh", "pause", "z"}


def build(file: FileText, accent: str) -> bytes:
    data = file.data or {}
    beat = 60 / float(data.get("bpm", 90))
    samples = [0.0] * int(RATE * (LENGTH + beat * sum(length for _, length, _ in _notes(data["bars"]))))
    at = 0.0
    for syllable, length, first in _notes(data["bars"]):
        if syllable not in SILENT:
            _click(samples, int(at * RATE), 620.0 if first else 930.0)
        at += length * beat
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *(int(20_000 * value) for value in samples)))
    return target.getvalue()


def _notes(bars: list[str]) -> list[tuple[str, float, bool]]:
    """Syllables in order, with their length in beats and whether they begin a bar."""
    notes = []
    for bar in bars:
        words = [word for part in bar.lower().split() for word in _split(part)]
        notes += [(word, BEATS.get(word, 1.0), not number) for number, word in enumerate(words)]
    return notes


def _split(part: str) -> list[str]:
    """`ti-ti` is two notes, `ta-a` is one."""
    return [part] if part == "ta-a" else part.split("-")


def _click(samples: list[float], start: int, pitch: float) -> None:
    for number in range(min(int(RATE * LENGTH), len(samples) - start)):
        fade = math.exp(-number / RATE * 45)
        samples[start + number] += fade * math.sin(2 * math.pi * pitch * number / RATE)
