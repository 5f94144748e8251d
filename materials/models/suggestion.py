"""What was guessed about a material, and what people said to it."""

from django.db import models


class Suggestion(models.Model):
    """The guesses about one material, by field, and the answers.

    `guesses`: `title`, `language`, `material_type` (text), `subject` (a slug), `grades` (numbers). `answers`: by the
    same names, `kept` and the value that stood there `before`; a guess that was answered is not asked again.
    """

    material = models.OneToOneField(
        "materials.Material", on_delete=models.CASCADE, primary_key=True, related_name="suggestion"
    )
    guesses = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.material_id}: {', '.join(self.guesses)}"
