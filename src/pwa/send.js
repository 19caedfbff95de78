// The bookmarklet: sends the page that is being read to Glossator, in the part of an address that servers are not told.
// It runs on other sites' pages, so it takes nothing for granted and changes nothing there.
(() => {
  const page = document.documentElement.cloneNode(true);
  const silent = 'script:not([type="application/ld+json"]),style,svg,noscript,iframe,template,link[rel~=stylesheet]';
  for (const element of page.querySelectorAll(silent)) element.remove();
  const kept = /^(href|class|id|lang|dir|hidden|style|name|content|property|rel|type|itemprop|datetime|role)$/;
  for (const element of page.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) if (!kept.test(name)) element.removeAttribute(name);
  }
  try {
    const text = page.outerHTML;
    const packed = encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text);
    // Browsers cut longer addresses off, or open nothing.
    if (packed.length > 1_000_000) throw new RangeError('too large');
    open({home} + '#url=' + encodeURIComponent(location.href) + '&page=' + packed, '_blank', 'noopener');
  } catch {
    alert({too large});
  }
})();
