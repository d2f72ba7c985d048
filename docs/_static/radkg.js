// What is wider than its place can be scrolled with the keyboard as well: each such block can be gone to. Others cannot, as
// going through a page would take a step for every one of them.
function reachable() {
  for (const block of document.querySelectorAll(".content pre, .content .table-wrapper")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute("tabindex");
  }
}
addEventListener("load", reachable);
addEventListener("resize", reachable);
