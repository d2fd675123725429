/* Says the words of the interface. The generator writes a line before this: WhenceWords, from words/<language>.toml. */
(() => {
  'use strict';
  const { language, group, phrases } = globalThis.WhenceWords;
  const forms = new Intl.PluralRules(language);

  /** The phrase of a key with its values; `count` chooses the plural form. Numbers get their thousands apart. */
  globalThis.whenceSay = (key, values = {}) => {
    const phrase = phrases[key];
    const form = typeof phrase === 'string' ? phrase : phrase[forms.select(values.count)] ?? phrase.other;
    const show = (value) => (typeof value === 'number' ? String(value).replace(/\B(?=(?:\d{3})+$)/g, group) : value);
    return form.replace(/\{([a-z_]+)\}/g, (whole, name) => show(values[name]));
  };
})();
