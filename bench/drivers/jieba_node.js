// jieba_node.js PEER [TEXT]: jieba-rs or cppjieba in Node, line by line, with their HMM. Without a text it
// only tries whether the peer loads. NODE_PATH says where the packages are.
'use strict'
const fs = require('fs')

const peers = {
  'jieba-rs': () => {
    const { Jieba } = require('@node-rs/jieba')
    const jieba = Jieba.withDict(require('@node-rs/jieba/dict').dict)
    return (line) => jieba.cut(line, true)
  },
  cppjieba: () => {
    const jieba = require('nodejieba')
    return (line) => jieba.cut(line, true)
  },
}

// CPU seconds of all threads of the process: Node collects garbage in helper threads.
function cpuSeconds () {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const residentMb = () => process.memoryUsage.rss() / 1e6

const [peer, path] = process.argv.slice(2)
const before = residentMb()
const lines = path ? fs.readFileSync(path, 'utf8').split('\n').filter((line) => line !== '') : []
const textRss = residentMb() - before

let begin = cpuSeconds()
const cut = peers[peer]()
cut('我来到北京清华大学')
const load = cpuSeconds() - begin

begin = cpuSeconds()
for (const line of lines) cut(line)
const seconds = cpuSeconds() - begin
const rss = residentMb() - textRss

// Off the clock: it reads each word once more.
let words = 0
for (const line of lines) {
  for (const word of cut(line)) words += word.trim() !== ''
}
if (path) console.log([`${peer}, in Node`, seconds.toFixed(4), load.toFixed(6), rss.toFixed(1), words].join('\t'))
