--- The style sheet of pages. The page's policy names its hash, so that no other style counts.

local chart = require "newsstat.report.chart"

return [[
:root{color-scheme:light dark;--page:#ffffff;--panel:#f6f7f9;--ink:#1b1f24;--soft:#58616d;--rule:#dde1e6;--hover:#eef2f8;
--accent:#0b5fc0;--on-accent:#ffffff;--c1:#0b5fc0;--c2:#b0440c;--c3:#0a7454;--c4:#8437aa;--c5:#826400;--c6:#b3245a;
--c7:#3a6672;--c8:#6d4d3a}
@media (prefers-color-scheme:dark){:root{--page:#15181c;--panel:#1d2126;--ink:#e7eaee;--soft:#a3adb8;--rule:#363d46;
--hover:#252b33;--accent:#7ab5ff;--on-accent:#10151b;--c1:#7ab5ff;--c2:#ff9d6b;--c3:#55cfa3;--c4:#d6a1f0;--c5:#dfbc52;
--c6:#ff8fb6;--c7:#93c5d0;--c8:#d2ae99}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:12px}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC",
"Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;font-variant-numeric:tabular-nums}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:16px;top:-60px;background:var(--accent);color:var(--on-accent);padding:8px 12px;z-index:3}
.skip:focus{top:8px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
header,main,footer{max-width:1200px;margin:0 auto;padding:0 24px}
header{padding-top:36px}
h1{font-size:28px;line-height:1.25;font-weight:650;margin:0 0 6px;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:19px;line-height:1.3;font-weight:650;margin:44px 0 4px}
h3{font-size:16px;font-weight:650;margin:28px 0 6px}
p{margin:0 0 10px}
main>.lead{margin-top:4px}
.facts,.lead,.note,footer{color:var(--soft)}
.note{font-weight:400;font-size:14px}
.lead{max-width:46em}
a{color:var(--accent);text-underline-offset:2px}
.columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(340px,400px);gap:40px;align-items:start}
.periods{display:flex;flex-wrap:wrap;gap:2px 14px;margin:10px 0 14px;max-height:7.5em;overflow:auto}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 8px;text-align:left;font-weight:400;vertical-align:middle}
thead th{color:var(--soft);font-size:13px;border-bottom:1px solid var(--rule);padding-top:0}
abbr{text-decoration:none}
.ranking td,.ranking th{height:38px}
.ranking thead th{height:28px}
.ranking tbody tr{border-bottom:1px solid var(--rule)}
.ranking tbody tr:hover{background:var(--hover)}
.ranking tbody tr.chosen{background:var(--hover);box-shadow:inset 3px 0 var(--accent)}
.rank{width:2.6em;text-align:right;color:var(--soft)}
.way{width:136px}
.value{text-align:right;white-space:nowrap;width:5.6em}
.term{font:inherit;font-size:16px;color:inherit;background:none;border:0;padding:4px 0;margin:0;text-align:left;cursor:pointer;
overflow-wrap:anywhere}
.term:hover,.term[aria-pressed=true]{color:var(--accent);text-decoration:underline;text-underline-offset:4px}
.spark{display:block}
.spark .line{fill:none;stroke:var(--line);stroke-width:1.5;stroke-linejoin:round}
.spark .area{fill:var(--line);fill-opacity:.12}
.spark.c1{--line:var(--c1)}.spark.c2{--line:var(--c2)}.spark.c3{--line:var(--c3)}.spark.c4{--line:var(--c4)}
.spark.c5{--line:var(--c5)}.spark.c6{--line:var(--c6)}.spark.c7{--line:var(--c7)}.spark.c8{--line:var(--c8)}
.spark.rest{--line:var(--soft)}
.spark .mark{fill:var(--c2);fill-opacity:.28}
#detail{position:sticky;top:16px;background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:18px 20px;
margin-top:28px;max-height:calc(100vh - 32px);overflow:auto}
#detail h2{margin:0 36px 4px 0;font-size:22px;overflow-wrap:anywhere}
#detail h3{margin:16px 0 4px;font-size:15px}
#detail .close{position:absolute;right:10px;top:10px;width:34px;height:34px;border:0;border-radius:6px;background:none;
color:var(--soft);font-size:20px;line-height:1;cursor:pointer}
#detail .close:hover{background:var(--hover);color:var(--ink)}
#detail svg{display:block;width:100%;max-width:460px;margin-top:10px}
#detail .bar{fill:var(--c1)}#detail .bar.marked{fill:var(--c2)}#detail .bar.pointed{fill:var(--ink)}
#detail .band{fill:var(--c1);fill-opacity:.13}
#detail .hit{fill:transparent}
.readout{min-height:1.5em;font-size:14px;color:var(--soft);margin:2px 0 0}
.articles{list-style:none;margin:0;padding:0}
.articles li{padding:7px 0;border-top:1px solid var(--rule);overflow-wrap:anywhere}
.articles .from{display:block;font-size:13px;color:var(--soft)}
details{margin-top:12px;font-size:14px}
summary{cursor:pointer;color:var(--soft)}
details .scroll{overflow:auto;max-height:22em}
details td,details th{padding:2px 8px;white-space:nowrap}
details td,details thead th+th{text-align:right}
.strips{table-layout:fixed;margin-top:6px}
.strips th,.strips td{padding:0 8px 0 0;border-bottom:1px solid var(--rule)}
.strips thead th{border:0;padding:0;height:0;line-height:0}.strips .axis-row td{border-bottom:0}
.strips col.label{width:13em}.strips col.sum{width:5em}
.strips .label{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.strips .label .term{font-size:15px;padding:2px 0;white-space:nowrap}
.strips .sum{padding-right:14px;text-align:right;color:var(--soft)}
.strips td.chart{padding-right:0}
.strips svg{display:block;overflow:visible}
.axis text,.tick{fill:var(--soft);font-size:12px}
text{fill:var(--ink);font-size:13px}
.grid{stroke:var(--rule)}.base{stroke:var(--soft);stroke-opacity:.6}
.burst{fill:var(--c1);fill-opacity:.5}.level2{fill-opacity:1}
.column{fill:var(--c1);fill-opacity:.75}
.trace{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.lines{display:block;width:100%;margin-top:8px}.lines.small{display:none}
footer{margin-top:48px;padding-top:14px;padding-bottom:40px;font-size:14px}
footer p{max-width:60em}
@media (max-width:960px){.columns{display:block}
#detail{position:fixed;left:0;right:0;bottom:0;top:auto;margin:0;max-height:72vh;border-radius:12px 12px 0 0;z-index:2;
box-shadow:0 -6px 24px rgba(0,0,0,.18)}
#detail.empty{display:none}}
@media (max-width:560px){header,main,footer{padding-left:16px;padding-right:16px}header{padding-top:22px}h1{font-size:23px}
.minor{display:none}.way{width:104px}.spark{width:88px}.rank{width:1.9em}.value{width:4.4em}
th,td{padding-left:5px;padding-right:5px}
.strips col.label{width:6.6em}.strips col.sum{width:3.2em}.strips .sum{padding-right:8px}
.lines{display:none}.lines.small{display:block}}
@media print{:root{--page:#fff;--panel:#fff;--ink:#000;--soft:#444;--rule:#bbb;--hover:#fff;--accent:#0b5fc0;--c1:#0b5fc0;
--c2:#b0440c;--c3:#0a7454;--c4:#8437aa;--c5:#826400;--c6:#b3245a;--c7:#3a6672;--c8:#6d4d3a;color-scheme:light}
@page{margin:16mm 14mm}
body{font-size:10.5pt}header,main,footer{max-width:none;padding:0}
.skip,.periods,.close,.readout,details{display:none!important}
.columns{display:block}.group,.strips tr,.articles li,#detail svg{break-inside:avoid}
h2,h3{break-after:avoid}.ranking td,.ranking th{height:auto}
#detail{position:static;max-height:none;border:0;border-top:1px solid #bbb;border-radius:0;box-shadow:none;padding:12px 0;
break-before:page}
#detail.empty{display:none}
.term{padding:2px 0}.term[aria-pressed=true]{color:inherit;text-decoration:none}
.ranking tbody tr.chosen{box-shadow:none}
svg rect,svg path{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
]] .. chart.COLOR_RULES .. "\n"
