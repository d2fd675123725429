/* What stands in a text of HTML that should not: a list of findings. `plain` describes such a page of the harmless twin. */
(({ html, plain, safe }) => {
  const read = new DOMParser().parseFromString(html, 'text/html');
  const attributesOf = Object.getOwnPropertyDescriptor(Element.prototype, 'attributes').get; // a form may hide its own
  const findings = [];
  const say = (element, what) => findings.push(`<${element.localName}> ${what}`);
  const seen = new Map();
  const counts = {};
  const known = {
    tags: new Set([...plain.tags, ...safe.tags]),
    pairs: new Set([...plain.pairs, ...safe.pairs]),
    classes: new Set(plain.classes),
    ids: new Set(plain.ids),
  };
  const OWN_CLASS = new RegExp(`^(?:${safe.classes})$`);
  for (const element of read.querySelectorAll('*')) {
    const tag = element.localName;
    counts[tag] = (counts[tag] ?? 0) + 1;
    if (!known.tags.has(tag)) say(element, 'is not ours');
    for (const { name, value } of attributesOf.call(element)) {
      if (name.startsWith('on')) say(element, `has a handler ${name}`);
      if (name === 'style') say(element, `has a style ${value}`);
      if (!known.pairs.has(`${tag} ${name}`) && !(tag === 'pre' && name === 'id')) say(element, `has an attribute ${name}`);
      if (['id', 'name', 'for', 'form', 'target', 'usemap'].includes(name) && /evil/.test(value)) say(element, `${name}=${value}`);
      if (name === 'id' && !known.ids.has(value) && !/^(?:[a-z0-9-]+-)?p\d+$/.test(value)) say(element, `has the id ${value}`);
      if (name === 'class') {
        for (const each of element.classList) if (!known.classes.has(each) && !OWN_CLASS.test(each)) say(element, `has the class ${each}`);
      }
      if (['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'srcset', 'background', 'cite', 'ping'].includes(name)) {
        const where = value.replace(/[\u0000-\u0020\u200b]/g, '').toLowerCase();
        const remote = /^[a-z][a-z0-9+.-]*:|^[\\/]{2}/.test(where);
        if (tag === 'link' && !/^(?:\.\.)?\/?(?:assets\/|feed\/|feed\.xml$|search\/m\.js$)|^https:\/\/archive\.example\//.test(value)) say(element, `leads to ${value}`);
        const fits = tag === 'a' && name === 'href' ? /^(?:https?:\/\/|mailto:)/.test(where) : where.startsWith('https://archive.example/') && tag === 'link';
        if (remote && !fits) say(element, `leads to ${value}`);
        if (tag === 'a' && remote && !/noopener/.test(element.rel)) say(element, `leads out without rel: ${value}`);
      }
    }
    if (element.id) {
      if (seen.has(element.id)) say(element, `repeats the id ${element.id}`);
      seen.set(element.id, element);
    }
  }
  for (const tag of ['script', 'meta', 'style', 'base', 'form', 'iframe', 'object', 'embed', 'input', 'button', 'label', 'main', 'footer']) {
    if ((counts[tag] ?? 0) !== (plain.counts[tag] ?? 0)) findings.push(`${counts[tag] ?? 0} <${tag}> for ${plain.counts[tag] ?? 0}`);
  }
  return findings;
})
