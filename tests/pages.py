"""What a page says, without what is new at every request."""

import html
import re


def without_tokens(page: str) -> str:
    """The page without the values of its form tokens, so that two answers can be compared byte for byte."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page)


def given_back(page: str) -> list[str]:
    """What had been typed and was not taken, in the fields to copy it from. As a browser reads them."""
    found = re.findall(r'<textarea id="given-back-\d+" rows="6" readonly>(.*?)</textarea>', page, re.DOTALL)
    return [html.unescape(words) for words in found]
