"""In: a theme. Out: its templates, compiled so that a page is written with little work.

Must not read files, and must not let anything through unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from keyword import iskeyword
from typing import Any, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from generator.core.safe_html import Html, reveal, trusted, write
from generator.core.templates import Theme
from generator.core.words import UnsaidError, Words

_REVEAL = "reveal"


@lru_cache(maxsize=256)
def load_template(theme: Theme, name: str, *, plain: bool = False) -> Template:
    """The template of this name. Errors: those of jinja2, where it is not there or is no template.

    What is not plain writes the same pages in less time, but fails where a template asks for what is not there, be it
    only whether it is: then the plain one decides.
    """
    return _make_environment(theme, _Environment if plain else _QuickEnvironment).get_template(name)


@lru_cache(maxsize=8)
def _make_environment(theme: Theme, kind: type[_Environment]) -> Environment:
    environment = kind(
        loader=FunctionLoader(_loader(theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        extensions=(_Reveal,),
    )
    environment.words = theme.words
    environment.globals.update(t=_speaker(theme.words), n=theme.words.number)
    environment.filters[_REVEAL] = lambda value: trusted(_reveal(value))  # for what is known beforehand
    return environment


def _loader(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = theme.find(name)
        return (found.content, found.path, lambda: True) if found else None

    return load


def _speaker(words: Words) -> Callable[..., str]:
    def t(key: str, /, **values: object) -> str:
        parts = words.parts(key, values)
        if Html in map(type, parts):
            return trusted("".join([_reveal(part) for part in parts]))
        return "".join(parts)

    return t


def _reveal(value: object) -> str:
    return write(value) if type(value) is not str or value.isascii() else reveal(value)


def _is_revealed(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name == _REVEAL


class _Code(CodeGenerator):
    """Writes values as plain strings, since what a page or a macro is joined of need not say again that it is safe.

    Calls what a template calls with what it gives: nothing there is to call asks for the context.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("reveal(" if _is_revealed(node) else "write(")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        if _is_revealed(node) and node.node:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        for at, given in enumerate((*node.args, *node.kwargs)):
            self.write(", " if at else "(")
            self.visit(given, frame)
        self.write(")" if node.args or node.kwargs else "()")


class _QuickCode(_Code):
    """Takes fields from values by their names, as Python does; a name that is not there is a fault."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class _Macro(Macro):
    """A macro that does not look for what it was given where nothing but its own arguments can be."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        extras = self.catch_kwargs or self.catch_varargs or self.caller or self.explicit_caller
        self._is_simple = bool(self._default_autoescape and not extras)

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        absent = self._argument_count - len(args)
        if not self._is_simple or absent < 0 or (args and isinstance(args[0], EvalContext)):
            return super().__call__(*args, **kwargs)
        if not absent and not kwargs:
            return trusted(self._func(*args))
        names = self.arguments[len(args) :]
        if any(name not in names for name in kwargs):
            return super().__call__(*args, **kwargs)
        return trusted(self._func(*args, *[kwargs.get(name, missing) for name in names]))


class _Template(Template):
    """Its code finds what it calls most often without asking its environment."""

    @classmethod
    def from_code(cls, *given: Any, **named: Any) -> Template:
        template = super().from_code(*given, **named)
        template.root_render_func.__globals__.update(Macro=_Macro, write=write, reveal=_reveal)
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = module = self._module or self.make_module()  # whoever imports it has the same globals
        return module


class _Said(NodeTransformer):
    """Puts the words themselves in the place of a phrase without values. `t` always means what a theme sees as `t`."""

    def __init__(self, words: Words, name: str | None, filename: str | None) -> None:
        self._words = words
        self._place = name, filename

    def visit_Name(self, node: nodes.Name) -> nodes.Name:  # noqa: N802
        if node.name in ("t", "n") and node.ctx != "load":
            raise TemplateSyntaxError(f"the name {node.name} is taken", node.lineno, *self._place)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name != "t" or len(node.args) != 1:
            return node
        key = node.args[0]
        if not isinstance(key, nodes.Const) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            return nodes.Const(self._words.say(key.value), lineno=node.lineno)
        except UnsaidError:  # told where the page is rendered, if ever it is said
            return node


class _Environment(Environment):
    code_generator_class = _Code
    template_class = _Template
    words: Words

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        said: nodes.Template = _Said(self.words, name, filename).visit(tree)
        return said


class _QuickEnvironment(_Environment):
    code_generator_class = _QuickCode


class _Reveal(Extension):
    """Puts `reveal` round every value that a template prints as text of an element, and round none in a tag.

    Left as they are: attributes, and elements that hold text alone or are drawn.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        if not (stream.name or "").endswith(".html"):
            yield from stream
            return
        place = _NOWHERE
        begins = in_text = False
        for token in stream:
            if token.type == "data":
                place = _find_place(token.value, place)
            elif begins and token.value in ("macro", "block"):  # who uses it may stand in an attribute
                place = _NOWHERE
            begins = token.type == "block_begin"
            if token.type == "variable_end" and in_text:
                for kind, value in (("rparen", ")"), ("pipe", "|"), ("name", _REVEAL)):
                    yield Token(token.lineno, kind, value)
            yield token
            if token.type == "variable_begin":
                in_text = place.in_text and place.element not in _NO_MARKUP
                if in_text:
                    yield Token(token.lineno, "lparen", "(")


class _HtmlPlace(NamedTuple):
    """Where in the HTML of a template something stands: in the text of which element, as far as the template tells."""

    element: str = ""
    in_text: bool = False


_NOWHERE = _HtmlPlace()
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)|>")
_NO_MARKUP = frozenset(("title", "script", "style", "textarea", "option", "text", "tspan", "desc"))


def _find_place(html: str, place: _HtmlPlace) -> _HtmlPlace:
    """The place after a piece of a template that begins at a place."""
    for found in _TAG.finditer(html):
        element = place.element if found[0] == ">" else "" if found[1] else found[2]
        place = _HtmlPlace(element, found[0] == ">")
    return place
