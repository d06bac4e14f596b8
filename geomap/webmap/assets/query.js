// The little of jQuery that folium's own popups call; only in pages to which a user added such an element.
window.$ = window.$ || ((what) => {
  if (typeof what === "string") {
    const holder = document.createElement("template");
    holder.innerHTML = what;
    return [...holder.content.children];
  }
  return { ready: (run) => run() };
});
