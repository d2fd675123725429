/* The shape of a harmless page: which tags, attributes, classes and ids it has. */
(html) => {
  const read = new DOMParser().parseFromString(html, 'text/html');
  const tags = new Set(), pairs = new Set(), classes = new Set(), ids = new Set(), counts = {};
  for (const element of read.querySelectorAll('*')) {
    tags.add(element.localName);
    counts[element.localName] = (counts[element.localName] ?? 0) + 1;
    for (const { name } of element.attributes) pairs.add(`${element.localName} ${name}`);
    for (const each of element.classList) classes.add(each);
    if (element.id) ids.add(element.id);
  }
  return { tags: [...tags], pairs: [...pairs], classes: [...classes], ids: [...ids], counts };
}
