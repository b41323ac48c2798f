rockspec_format = "3.0"
package = "newsstat"
version = "0.1.0-1"

source = {
  url = "git+https://github.com/newsstat/newsstat.git",
  tag = "v0.1.0",
}

description = {
  summary = "Text analytics of news articles: HTML cleanup, Chinese words, counts, keywords, trends",
  detailed = [[
newsstat gives a Lua program news analytics at C speed: text from HTML, Chinese word
segmentation and Unicode work (ICU and a lexicon that is built in), term counting, and on top of them
the keywords of articles and the terms that rise over a timeline.]],
  license = "MIT",
  labels = { "chinese", "segmentation", "html", "keywords", "trends" },
}

dependencies = {
  "lua >= 5.1, < 5.5",
  "argparse >= 0.6",
  "lua-cjson >= 2.1",
  "luafilesystem >= 1.6",
}

-- Stores need luadbi-sqlite3 too, which nothing else does: it is asked for at the first use of one.

external_dependencies = {
  platforms = {
    linux = {
      ICU = { header = "unicode/ucal.h", library = "icui18n" },
      LIBARCHIVE = { header = "archive.h", library = "archive" },
      LIBXML2 = { header = "libxml2/libxml/HTMLparser.h", library = "xml2" },
    },
  },
}

test_dependencies = { "busted >= 2.0" }

test = { type = "busted" }

-- The Makefile compiles the lexicon image and finds the libraries by pkg-config, which LuaRocks' own
-- build type cannot do.
build = {
  type = "make",
  build_target = "all",
  install_target = "install-rock",
  build_variables = {
    LUA = "$(LUA)",
    LUA_INCDIR = "$(LUA_INCDIR)",
    CC = "$(CC)",
    CFLAGS = "$(CFLAGS)",
    LIBFLAG = "$(LIBFLAG)",
    ICU_DIR = "$(ICU_DIR)",
    LIBXML2_DIR = "$(LIBXML2_DIR)",
    LIBARCHIVE_DIR = "$(LIBARCHIVE_DIR)",
  },
  install_variables = {
    LUA = "$(LUA)",
    INST_LUADIR = "$(LUADIR)",
    INST_LIBDIR = "$(LIBDIR)",
    INST_BINDIR = "$(BINDIR)",
  },
  copy_directories = { "examples" },
}
