"""In: the name of a shell. Out: the script by which it completes `whence`."""

from __future__ import annotations

import click

from generator.desk import DONE, knows_wishes, say


@knows_wishes
@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print what makes a shell complete the words after `whence`, the command that an installed Whence has.

    \b
    Examples:
      whence completion bash >> ~/.bashrc
      whence completion zsh >> ~/.zshrc
      whence completion fish > ~/.config/fish/completions/whence.fish
    """
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(f"nothing is known of {shell}")
    whole = context.find_root().command
    say(completer(whole, {}, "whence", "_WHENCE_COMPLETE").source())
    return DONE
