/* A field with a grid of results under it: the combobox pattern of the WAI-ARIA Authoring Practices. The caret stays in the
   field, and the arrows move which result is active; everything in the grid can also be read and followed on its own. */
(() => {
  'use strict';
  const search = (globalThis.WhenceSearch ??= Object.create(null));

  // From the place of the active result, -1 for the field itself, and the last place: the next place.
  const STEPS = {
    ArrowDown: (at, last) => (at < last ? at + 1 : -1),
    ArrowUp: (at, last) => (at < 0 ? last : at - 1),
    Home: () => 0,
    End: (_, last) => last,
  };

  /** Make one of a field and the place of its results, whose rows hold one link or button each. */
  search.combobox = (input, grid) => {
    let active = null;
    let named = 0;
    const inBox = Boolean(input.closest('dialog'));
    const roles = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-haspopup': 'grid', 'aria-controls': grid.id };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    grid.setAttribute('role', 'grid');
    grid.setAttribute('aria-label', globalThis.whenceSay('found'));
    update();

    const stops = () => [...grid.querySelectorAll('[role="row"] :is(a, button)')];
    const holder = (stop) => stop.closest('[role="gridcell"], [role="rowheader"]');

    function leave() {
      active?.removeAttribute('aria-selected');
      active = null;
      input.removeAttribute('aria-activedescendant');
    }
    function activate(stop) {
      leave();
      active = holder(stop);
      active.id ||= `${grid.id}-${named += 1}`;
      active.setAttribute('aria-selected', 'true');
      input.setAttribute('aria-activedescendant', active.id);
      active.scrollIntoView({ block: 'nearest' });
    }
    /** After the results have changed. In the box over a page only the field is in the order of Tab, as the pattern has it. */
    function update() {
      grid.hidden = !grid.hasChildNodes();
      input.setAttribute('aria-expanded', String(!grid.hidden));
      if (active && !active.isConnected) leave();
      if (inBox) for (const stop of grid.querySelectorAll('a, button')) stop.tabIndex = -1;
    }

    function follow(event) {
      const stop = active.querySelector('a, button');
      if (stop.href && (event.ctrlKey || event.metaKey)) globalThis.open(stop.href, '_blank', 'noopener');
      else stop.click();
    }
    input.addEventListener('keydown', (event) => {
      if (event.isComposing || event.altKey || event.shiftKey) return;
      if (event.key === 'Enter' && active) follow(event);
      else if (event.ctrlKey || event.metaKey) return;
      else if (event.key === 'Escape' && active && !inBox) leave();
      else if (event.key in STEPS && (active || event.key.startsWith('Arrow'))) {
        const all = stops();
        if (!all.length) return;
        const next = STEPS[event.key](all.findIndex((stop) => holder(stop) === active), all.length - 1);
        if (next < 0) leave(); else activate(all[next]);
      } else return;
      event.preventDefault();
    });
    input.addEventListener('blur', leave);
    return { leave, activate, update, isActive: () => Boolean(active) };
  };
})();
