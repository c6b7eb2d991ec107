from __future__ import annotations

import pytest

from tests.local_discord.components import BUTTON, CONTAINER, FILE, GALLERY, JSON, ROW, SECTION, SEPARATOR, TEXT_DISPLAY
from tests.pictures.components import Surroundings, components_html
from tests.pictures.markdown import UnknownError, html_of

AROUND = Surroundings({"storm-5.png": b"PNG", "storm-5.txt": b"words"}.__getitem__, "reading-group")
NEXT = {"type": BUTTON, "style": 2, "label": "<Next>", "custom_id": "t:next:0/1:0:."}


def text(content: str) -> JSON:
    return {"type": TEXT_DISPLAY, "content": content}


def shown(*components: JSON) -> str:
    return components_html(components, AROUND)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (r"1 \< 2 & \*not bold\*", "<p>1 &lt; 2 &amp; *not bold*</p>"),
        (r"<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("het **Rode <Leger>** uit", "<p>het <b>Rode &lt;Leger&gt;</b> uit</p>"),
        ("**over\ntwo lines**", "<p><b>over\ntwo lines</b></p>"),
        ("-# Peter Storm\n-# **2** \\> 1", "<small>Peter Storm</small><small><b>2</b> &gt; 1</small>"),
        ("### Kronstadt", "<h3>Kronstadt</h3>"),
        ("> quoted\nSays who?", "<blockquote>quoted</blockquote><p>Says who?</p>"),
        ("```\n*<raw>*\n\n-# so\n```", "<pre>*&lt;raw&gt;*\n\n-# so</pre>"),
        (
            "Here: https://discord.com/channels/1/2/3",
            '<p>Here: <span class="mention"># reading-group › message</span></p>',
        ),
    ],
)
def test_markdown_shows_as_discord_shows_it(markdown: str, html: str) -> None:
    assert html_of(markdown, "reading-group") == html


@pytest.mark.parametrize("markdown", ["_leaning_", "# large", "<@1>", "[here](https://x.org)", "- item", "**open"])
def test_markdown_that_the_bot_never_sends_has_no_look(markdown: str) -> None:
    with pytest.raises(UnknownError):
        html_of(markdown, "reading-group")


def test_whoever_changed_something_is_shown_by_name() -> None:
    stamp = "-# <@12> · <t:1767297600:f>"

    assert html_of(stamp, "reading-group", {"12": "Mila"}) == "<small>@Mila · 1 January 2026 20:00</small>"
    with pytest.raises(UnknownError):
        html_of(stamp, "reading-group")


def test_a_container_has_its_accent_and_what_is_in_it() -> None:
    html = shown({"type": CONTAINER, "accent_color": 0x0072B2, "components": [text("één"), text("-# twee")]})

    assert 'style="border-left-color: #0072b2"' in html
    assert html.index("<p>één</p>") < html.index("<small>twee</small>")


def test_a_section_has_its_button_beside_its_texts() -> None:
    html = shown({"type": SECTION, "components": [text("één")], "accessory": NEXT})

    assert html.endswith('<p>één</p></div></div><span class="button">&lt;Next&gt;</span></div>')


def test_buttons_stand_in_a_row() -> None:
    assert shown({"type": ROW, "components": [NEXT, NEXT]}).count('<span class="button">&lt;Next&gt;</span>') == 2


def test_a_picture_has_its_content_and_its_description() -> None:
    media = {"url": "https://cdn.discordapp.com/attachments/1/1/storm-5.png"}

    html = shown({"type": GALLERY, "items": [{"media": media, "description": '"Trotski"'}]})

    assert '<img src="data:image/png;base64,UE5H" alt="&quot;Trotski&quot;">' in html


def test_a_file_has_its_name_and_size() -> None:
    file = {"url": "https://cdn.discordapp.com/attachments/1/1/storm-5.txt"}

    assert shown({"type": FILE, "file": file}) == '<div class="file"><b>storm-5.txt</b><span>5 bytes</span></div>'


@pytest.mark.parametrize("component", [{"type": SEPARATOR}, {"type": BUTTON, "style": 5, "label": "x", "url": "y"}])
def test_a_component_that_the_bot_never_sends_has_no_look(component: JSON) -> None:
    with pytest.raises(UnknownError):
        shown(component)
