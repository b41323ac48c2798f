/* Which elements are open where, as far as the text shows it: what tags end, and where. */
#include "check.h"
#include "support.h"

static void start_tags_end_what_cannot_hold_them(void) {
  static const html_case cases[] = {
      {"<p hidden>no<div>a</div>", "a"},
      {"<p hidden>no<h1>a</h1>", "a"},
      {"<p hidden>no<table><tr><td>a</table>", "a"},
      {"<p hidden>no<b>no<p>a", "a"},
      {"<p hidden>no<span>no<button>no<p>no</button>no</p>a", "a"},
      {"<li hidden>no<li>a", "a"},
      {"<ul><li hidden>no<ul><li>no</ul>no<li>a</ul>b", "a\nb"},
      {"<ul><li hidden>no<div>no<li>a</ul>", "a"},
      {"<ul><li hidden>no<section>no<li>no</section>no</ul>a", "a"},
      {"<dl><dt hidden>no<dd>a<dt>b</dl>", "a\nb"},
      {"<h1 hidden>no<h2>a</h2>", "a"},
      {"<button hidden>no<button>a</button>", "a"},
      {"<a hidden>no<a>a</a>", "a"},
      {"<option hidden>no<option>a", "a"},
      {"<select><optgroup hidden>no<option>no<optgroup>a", "a"},
      {"<form><div hidden>no<form>no</div>a</form>", "a"},
      {"<select hidden><option>no<textarea>a</textarea>", "a"},
      {"<select hidden><option>no<select>a", "a"},
      {"<ruby>x<rt>no<rb>y</ruby>", "xy"},
  };
  CHECK_HTML(cases);
}

static void end_tags_end_all_inside(void) {
  static const html_case cases[] = {
      {"<div><span hidden>no</div>a", "a"},
      {"<section><p hidden>no</section>a", "a"},
      {"<h1><i hidden>no</h3>a", "a"},
      {"<ul><li hidden>no</ul>a", "a"},
      {"<div hidden><ul>no</div>a", "a"},
      {"<ol><li hidden><b>no</li>a</ol>", "a"},
      {"<ul><li hidden>no<ol>no</li>no</ol>no</li>a</ul>", "a"},
      {"<b><i hidden>no</b>a", "a"},
      {"<span><rt>no</span>a", "a"},
      {"<div hidden>no</span>no</b></p></div>a", "a"},
      {"<b hidden>no<p>no</b>a</p>b", "a\n\nb"},
      {"<form hidden>no<div>no</form>no</div>a", "a"},
      {"<object><p hidden>no</object>a", "a"},
      {"<div hidden><object>no</div>no</object>no</div>a", "a"},
      {"a</p>b", "a\n\nb"},
      {"a</br>b", "a\nb"},
      {"<x-y hidden>no<X-Y>no</x-y>no</x-Y>a", "a"},
      {"<x-y hidden>no</x-z>no</x-y>a", "a"},
      {"<div><x-y hidden>no</div>a", "a"},
  };
  CHECK_HTML(cases);
}

static void tables_end_their_parts(void) {
  static const html_case cases[] = {
      {"<table><tr><td hidden>no<td>a</table>", "a"},
      {"<table><tr hidden><td>no<tr><td>a</table>", "a"},
      {"<table><tbody hidden><tr><td>no<tbody><tr><td>a</table>", "a"},
      {"<table><caption hidden>no<tr><td>a</table>", "a"},
      {"<table><td>a<td>b<tr><td>c</table>", "a\tb\nc"},
      {"<table><tr><td>a</td></tr><td>b</table>", "a\nb"},
      {"<table><tr><td hidden>no</tr><tr><td>a</table>", "a"},
      {"<table><tr><td><p hidden>no</div>no</span></td><td>a</table>", "a"},
      {"<table><tr><td hidden><table><tr><td>no</td></table>no<td>a</table>", "a"},
      {"<table hidden><table><tr><td>a</table>", "a"},
      {"<table><tr><td><div hidden>no</table>a", "a"},
      {"<div hidden><table><tr><td>no</div>no</table>no</div>a", "a"},
      {"<table><div hidden>no<tr><td>a</table>", "a"},
      {"<td>a</td><td>b</td></tr><tr><td>c", "a\tb\nc"}, /* cut out of a table */
      {"<table><colgroup><col></colgroup><tr><td>a</table>", "a"},
  };
  CHECK_HTML(cases);
}

static void pictures_and_formulas(void) {
  static const html_case cases[] = {
      {"<svg><title>no</title><style>no < b</style><script>no</script>a</svg>b", "ab"},
      {"<svg><title/>a<desc>no</desc></svg>b", "ab"},
      {"<svg><![CDATA[a<b>&amp;]]></svg><![CDATA[no]]>c", "a<b>&amp;c"},
      {"<svg hidden>no<path/>no<p>a", "a"},
      {"<svg hidden>no<font>no<font color=x>a", "a"},
      {"<svg hidden>no</p>a", "a"},
      {"<svg><foreignObject hidden><p>no</p></foreignObject>a</svg>", "a"},
      {"<svg><g hidden>no<g>no</g>no</g>a</svg>b", "ab"},
      {"<svg/>a<style>no</style>b", "ab"},
      {"<math hidden><mi>no<b>no</b></mi></math>a", "a"},
      {"<math><annotation-xml encoding='text/html'><style>no</style>a</annotation-xml>b", "ab"},
      {"<div><svg hidden>no</div>a", "a"},
      {"<math><title>a<desc>b<p>c</math>", "ab\n\nc"},
      {"<svg><mi hidden>no<b>a</svg>", "a"},
  };
  CHECK_HTML(cases);
}

static void attributes_hide(void) {
  static const html_case cases[] = {
      {"<p hidden>no</p>a", "a"},
      {"<p hidden=false>no</p>a", "a"},
      {"<p hidden=until-found>a", "a"},
      {"<p HIDDEN=''>no</p>a", "a"},
      {"<p aria-hidden=true>no</p>a", "a"},
      {"<p aria-hidden=false>a", "a"},
      {"<p style='color:red;display:none'>no</p>a", "a"},
      {"<p style=' Display : None !important ; '>no</p>a", "a"},
      {"<p style='display&colon;none'>no</p>a", "a"},
      {"<p style='visibility:hidden'>no</p>a", "a"},
      {"<p style='visibility:collapse'>no</p>a", "a"},
      {"<p style='display:none-such'>a", "a"},
      {"<p style='x-display:none;display:block'>a", "a"},
      {"<p style='background:url(display:none)'>a", "a"},
      {"<p data-hidden class=hidden>a", "a"},
      {"<p style='' style='display:none'>a", "a"},
      {"<body style='display:none'>a", "a"},
      {"<html hidden>a", "a"},
      {"<dialog>no</dialog>a<dialog open>b</dialog>", "a\nb"},
      {"<br hidden>a<img hidden alt=x>b", "ab"},
      {"<textarea hidden>no</textarea>a", "a"},
      {"<div hidden><script>no</div></script><p>no</p></div>a", "a"},
      {"<template>no<div>no</template>a", "a"},
      {"<div hidden>no", ""},
  };
  CHECK_HTML(cases);
}

static const check_test tests[] = {
    {"start tags end what cannot hold them", start_tags_end_what_cannot_hold_them},
    {"end tags end all inside", end_tags_end_all_inside},
    {"parts of tables end one another", tables_end_their_parts},
    {"SVG and MathML", pictures_and_formulas},
    {"attributes hide elements", attributes_hide},
};

CHECK_SUITE(html_tree);
