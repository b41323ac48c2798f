# newsstat: text analytics of news articles.
#
#   make            builds the module for one Lua; names what is missing
#   make env        prints the environment in which Lua finds the checkout
#   make nvim       builds the module for Neovim; plain make does so too where Neovim is
#   make demo       installs what is missing (Debian), builds, shows the main job
#   make test       installs what tests need (Debian), builds, runs all tests
#   make test-nvim  installs what is missing (Debian), builds, tests the plugin in Neovim
#   make test-hosts newsstat inside nginx and others, the real ones
#   make test-faults  every read, write, open … of the commands fails in turn
#   make test-cluster  the store on two ClickHouse servers that it starts
#   make lint       warnings of two compilers and of linters, as errors
#   make valgrind   the specs once more under valgrind
#   make coverage   lines and branches of the core that tests run
#   make mutants    seeds 30 faults in the core, one at a time: how many the tests catch
#   make fuzz       runs each fuzz target for SECONDS=60 (needs clang)
#   make soak       one process works on damaged articles for MINUTES=40 (of ARTICLES=FOLDER); memory stays flat
#   make bench      one table: the main job and its stages beside the same job in Python
#   make bench-hosts answers a second of nginx, beside a Python service
#   make install    installs below PREFIX (DESTDIR is honoured)
#   make clean      removes what was built, and nothing else
#
# Variables: LUA (lua5.4, luajit, lua5.3, lua5.1), PREFIX, DESTDIR, CC, CFLAGS,
# SANITIZE=1 (address and undefined) or thread, COVERAGE=1; LUA_INCDIR, ICU_DIR, LIBXML2_DIR and LIBARCHIVE_DIR where pkg-config does not know.

LUA = lua5.4
PREFIX = /usr/local
CFLAGS = -O2 -g
LIBFLAG = -shared
PKG_CONFIG = pkg-config
ifeq ($(origin CC),default)
CC = gcc
endif

# V=1 shows the commands.
Q = $(if $(V),,@)

.DEFAULT_GOAL = all
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:

# -- What is there ------------------------------------------------------------

# 54 for Lua 5.4, 51 for LuaJIT; the objects for several Luas lie side by side.
LUA_VERSION := $(shell $(LUA) -e 'io.write((_VERSION:gsub("Lua ", "")))' 2>/dev/null)
ABI := $(subst .,,$(LUA_VERSION))

ifndef LUA_INCDIR
LUA_CFLAGS := $(shell $(PKG_CONFIG) --cflags lua$(LUA_VERSION) 2>/dev/null \
  || $(PKG_CONFIG) --cflags lua-$(LUA_VERSION) 2>/dev/null \
  || $(PKG_CONFIG) --cflags $(if $(filter 5.1,$(LUA_VERSION)),luajit,lua) 2>/dev/null)
else
LUA_CFLAGS := -I$(LUA_INCDIR)
endif

HOMEBREW_ICU := $(if $(filter Darwin,$(shell uname -s)),$(shell brew --prefix icu4c 2>/dev/null))
ifndef ICU_DIR
ICU_DIR := $(HOMEBREW_ICU)
endif
# /usr is what LuaRocks names where nobody did; what stands there pkg-config knows better.
ifneq ($(filter-out /usr,$(ICU_DIR)),)
ICU_CFLAGS := -I$(ICU_DIR)/include
ICU_LIBS := -L$(ICU_DIR)/lib -licui18n -licuuc
else
ICU_CFLAGS := $(shell $(PKG_CONFIG) --cflags icu-i18n 2>/dev/null)
ICU_LIBS := $(shell $(PKG_CONFIG) --libs icu-i18n icu-uc 2>/dev/null || echo -licui18n -licuuc)
endif

ifneq ($(filter-out /usr,$(LIBXML2_DIR)),)
LIBXML2_CFLAGS := -I$(LIBXML2_DIR)/include/libxml2
LIBXML2_LIBS := -L$(LIBXML2_DIR)/lib -lxml2
else
LIBXML2_CFLAGS := $(shell $(PKG_CONFIG) --cflags libxml-2.0 2>/dev/null || echo -I/usr/include/libxml2)
LIBXML2_LIBS := $(shell $(PKG_CONFIG) --libs libxml-2.0 2>/dev/null || echo -lxml2)
endif

# Homebrew keeps it apart from the system's.
HOMEBREW_LIBARCHIVE := $(if $(HOMEBREW_ICU),$(shell brew --prefix libarchive 2>/dev/null))
ifndef LIBARCHIVE_DIR
LIBARCHIVE_DIR := $(HOMEBREW_LIBARCHIVE)
endif
ifneq ($(filter-out /usr,$(LIBARCHIVE_DIR)),)
LIBARCHIVE_CFLAGS := -I$(LIBARCHIVE_DIR)/include
LIBARCHIVE_LIBS := -L$(LIBARCHIVE_DIR)/lib -larchive
else
LIBARCHIVE_CFLAGS := $(shell $(PKG_CONFIG) --cflags libarchive 2>/dev/null)
LIBARCHIVE_LIBS := $(shell $(PKG_CONFIG) --libs libarchive 2>/dev/null || echo -larchive)
endif

# What bodies of HTTP may be compressed with; what is not there is told where it is needed.
ifeq ($(shell $(PKG_CONFIG) --exists zlib 2>/dev/null && echo yes),yes)
LIBARCHIVE_CFLAGS += -DNSA_HAS_ZLIB $(shell $(PKG_CONFIG) --cflags zlib)
LIBARCHIVE_LIBS += $(shell $(PKG_CONFIG) --libs zlib)
endif
ifeq ($(shell $(PKG_CONFIG) --exists libbrotlidec 2>/dev/null && echo yes),yes)
LIBARCHIVE_CFLAGS += -DNSA_HAS_BROTLI $(shell $(PKG_CONFIG) --cflags libbrotlidec)
LIBARCHIVE_LIBS += $(shell $(PKG_CONFIG) --libs libbrotlidec)
endif

# -- Flags ----------------------------------------------------------------------

ifeq ($(SANITIZE),thread)
BUILD = build/thread
MODULES = $(BUILD)/newsstat
SANITIZERS = -fsanitize=thread -fno-omit-frame-pointer
else ifdef SANITIZE
BUILD = build/sanitize
MODULES = $(BUILD)/newsstat
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifdef COVERAGE
BUILD = build/coverage
MODULES = $(BUILD)/newsstat
SANITIZERS = --coverage -fprofile-update=atomic -O1 -DNST_COVERAGE
else
BUILD = build
MODULES = lua/newsstat
endif

WARNINGS = -Wall -Wextra -Wpedantic
# Fortified only where the compiler optimises and nobody else has asked for it.
ifeq ($(findstring _FORTIFY_SOURCE,$(CFLAGS) $(CPPFLAGS))$(SANITIZE)$(COVERAGE),)
FORTIFY = $(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),-D_FORTIFY_SOURCE=2)
endif
HARDENING = -fstack-protector-strong $(FORTIFY)
ALL_CFLAGS = -std=c11 $(WARNINGS) $(HARDENING) $(CFLAGS) $(SANITIZERS) -pthread -fPIC -fvisibility=hidden
ALL_CPPFLAGS = -D_POSIX_C_SOURCE=200809L -Icsrc $(ICU_CFLAGS) $(LIBXML2_CFLAGS) $(LIBARCHIVE_CFLAGS) $(CPPFLAGS)
LIBS = $(ICU_LIBS) $(LIBXML2_LIBS) -lm -pthread
ifeq ($(shell uname -s),Darwin)
LIBFLAG = -bundle -undefined dynamic_lookup
else
# A host that opens and closes Lua states would unload ICU with each and leak its caches.
STAY = -Wl,-z,nodelete
RELRO = -Wl,-z,relro,-z,now
endif

CORE := $(patsubst csrc/core/%.c,$(BUILD)/core/%.o,$(wildcard csrc/core/*.c)) \
  $(BUILD)/core/builtin_lexicon.o
BINDING := $(patsubst csrc/lua/%.c,$(BUILD)/lua$(ABI)/%.o,$(wildcard csrc/lua/*.c))
COMPILER := $(patsubst lexicon/%.c,$(BUILD)/lexicon/%.o,$(wildcard lexicon/*.c)) \
  $(patsubst %,$(BUILD)/core/%.o,alphabet double_array image image_writer large_blocks memory sort utf8 word_line word_list)
TOKENIZER := $(patsubst %,$(BUILD)/core/%.o,html_tokenizer html_raw_text html_pieces \
  html_references html_names large_blocks memory status utf8)
CHECKS := $(patsubst spec/core/%.c,$(BUILD)/spec/%.o,$(wildcard spec/core/*.c))
MODULE := $(MODULES)/core$(ABI).so
# An object of its own, so that libarchive is loaded with the first archive only.
ARCHIVE := $(patsubst csrc/archive/%.c,$(BUILD)/archive$(ABI)/%.o,$(wildcard csrc/archive/*.c))
ARCHIVE_MODULE := $(MODULES)/archive$(ABI).so

# -- Building -------------------------------------------------------------------

.PHONY: all module nvim test-nvim need env demo test check-core check-lua test-report test-hosts test-faults lint valgrind coverage bench bench-hosts install install-rock clean
.PHONY: mutants fuzz fuzz-targets soak

# Neovim's object comes along where Neovim and headers of Lua 5.1 or LuaJIT are.
NVIM = $(if $(SANITIZE)$(filter 51,$(ABI)),,$(shell command -v nvim >/dev/null 2>&1 && \
  { $(PKG_CONFIG) --exists lua5.1 || $(PKG_CONFIG) --exists lua-5.1 || $(PKG_CONFIG) --exists luajit; } 2>/dev/null && echo nvim))

all: need
	@$(MAKE) --no-print-directory module $(BUILD)/html-tokens
	@$(if $(NVIM),$(MAKE) --no-print-directory LUA_INCDIR= nvim)

# Needs no Lua interpreter: Neovim has its own.
nvim:
	@$(MAKE) -s --no-print-directory LUA=nvim LUA_VERSION=5.1 need module

need:
	@.ci/packages need "$(LUA)" "$(CC)" "$(PKG_CONFIG)" "$(LUA_CFLAGS)" "$(ICU_CFLAGS)" "$(LIBXML2_CFLAGS)" "$(LIBARCHIVE_CFLAGS)"

module: $(MODULE) $(ARCHIVE_MODULE)

$(MODULE): $(CORE) $(BINDING)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  LINK $@")
	$(Q)$(CC) $(LIBFLAG) $(STAY) $(RELRO) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(ARCHIVE_MODULE): $(ARCHIVE)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  LINK $@")
	$(Q)$(CC) $(LIBFLAG) $(STAY) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -o $@ $^ $(LIBARCHIVE_LIBS)

$(BUILD)/archive$(ABI)/%.o: csrc/archive/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(LUA_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The HTML tokenizer alone, for the public test suites.
$(BUILD)/html-tokens: $(BUILD)/tools/html_tokens.o $(TOKENIZER)
	$(if $(V),,@echo "  LINK $@")
	$(Q)$(CC) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -o $@ $^

$(BUILD)/tools/%.o: csrc/tools/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/core/%.o: csrc/core/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/lua$(ABI)/%.o: csrc/lua/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(LUA_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/lexicon/%.o: lexicon/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/lexicon/compile: $(COMPILER)
	$(if $(V),,@echo "  LINK $@")
	$(Q)$(CC) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -o $@ $^ $(ICU_LIBS) -lm

# What lexicon/Makefile derives the boundary weights with.
$(BUILD)/lexicon/learn: lexicon/learn/boundaries.c $(CORE)
	$(if $(V),,@echo "  LINK $@")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# What content/Makefile learns the tables of main content with.
$(BUILD)/content/describe: content/describe.c $(CORE)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# The same with other tables, for judging them by pages that they were not learnt from.
$(BUILD)/content/describe-%: content/describe.c $(BUILD)/content/trees-%/content_trees_general.c \
    $(BUILD)/content/trees-%/content_trees_chinese.c $(filter-out %/content_trees_general.o %/content_trees_chinese.o,$(CORE))
	$(Q)$(CC) $(ALL_CPPFLAGS) -Icsrc/core $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/lexicon.image: $(BUILD)/lexicon/compile lexicon/words.tsv lexicon/traditional.tsv lexicon/characters.tsv lexicon/boundaries.bin
	$(Q)$< lexicon/words.tsv lexicon/traditional.tsv lexicon/characters.tsv lexicon/boundaries.bin $@

$(BUILD)/core/builtin_lexicon.o: csrc/core/builtin_lexicon.S $(BUILD)/lexicon.image
	@mkdir -p $(@D)
	$(Q)$(CC) -DNST_IMAGE_PATH='"$(BUILD)/lexicon.image"' -c -o $@ $<

-include $(wildcard $(BUILD)/*/*.d)

# For `eval "$(make -s env)"`.
env:
	@echo 'export LUA_PATH="$(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;;" PATH="$(CURDIR)/bin:$$PATH"'

# -- Showing and testing ----------------------------------------------------------

demo:
	@.ci/packages install demo
	@$(MAKE) --no-print-directory all
	@.ci/demo

test:
	@.ci/packages install test
	@.ci/test

# The C tests, and the specs of one Lua; .ci/test calls them for each.
check-core: $(BUILD)/check
	@$(BUILD)/check $(ONLY)

$(BUILD)/spec/%.o: spec/core/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC $<")
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/check: $(CORE) $(CHECKS)
	$(if $(V),,@echo "  LINK $@")
	$(Q)$(CC) $(CFLAGS) $(SANITIZERS) $(LDFLAGS) -o $@ $^ $(LIBS)

check-lua: module
	@LUA="$(LUA)" MODULES="$(MODULES)" SANITIZE="$(SANITIZE)" CC="$(CC)" .ci/specs

# Reports in headless Chromium; screenshots stay in build/report.
test-report: module
	@.ci/packages install browser
	@LUA="$(LUA)" MODULES="$(MODULES)" .ci/report

test-nvim:
	@.ci/packages install nvim
	@$(MAKE) --no-print-directory nvim
	@.ci/nvim

# In nginx, Tarantool (LuaJIT), PostgreSQL (5.3), a worker (5.4), and LuaRocks' trees.
test-hosts:
	@.ci/packages install hosts
	@for lua in luajit lua5.3 lua5.4; do $(MAKE) --no-print-directory -s LUA=$$lua need module || exit 1; done
	@.ci/hosts

# By a library that is preloaded, which Linux has.
test-faults: module build/io_faults.so
	@.ci/packages install test
	@LUA="$(LUA)" MODULES="$(MODULES)" .ci/faults

build/io_faults.so: spec/faults/io_faults.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 $(WARNINGS) -fPIC -shared -o $@ $< -ldl

# Stores in ClickHouse, on servers that are started for it.
.PHONY: test-cluster
test-cluster: module
	@.ci/packages install clickhouse
	@LUA="$(LUA)" .ci/clickhouse

lint:
	@.ci/packages install lint
	@.ci/lint

# Lines and branches of the core that the C tests and the specs run. Some specs run the command as another user, who counts
# into the same files.
coverage:
	@.ci/packages install coverage
	@umask 0; $(MAKE) --no-print-directory -s COVERAGE=1 check-core
	@umask 0; $(MAKE) --no-print-directory -s COVERAGE=1 check-lua
	@gcovr --root . --filter csrc/core/ --object-directory build/coverage --exclude-throw-branches --print-summary build/coverage

mutants: $(BUILD)/check module
	@$(LUA) spec/mutants.lua

valgrind: module
	@.ci/packages install valgrind
	@LUA="$(LUA)" MODULES="$(MODULES)" .ci/specs valgrind

# -- Fuzzing ----------------------------------------------------------------------
# csrc/fuzz/X_fuzz.c is a target of libFuzzer; seeds and the dictionary are those of the first word of X. What is read in
# Lua has targets in spec/fuzz.

SECONDS = 60
LUA_FUZZERS := $(filter-out %/inputs.lua,$(wildcard spec/fuzz/*.lua))
FUZZERS := $(patsubst csrc/fuzz/%_fuzz.c,%,$(wildcard csrc/fuzz/*_fuzz.c))
FUZZ_CFLAGS = -std=c11 -O1 -g1 $(WARNINGS) -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FUZZ_OBJECTS := $(patsubst csrc/core/%.c,build/fuzz/core/%.o,$(wildcard csrc/core/*.c)) \
  $(patsubst csrc/fuzz/%.c,build/fuzz/shared/%.o,$(filter-out %_fuzz.c %_mutator.c,$(wildcard csrc/fuzz/*.c)))
# Those that read pages have mutations of their own.
PAGE_FUZZERS := $(filter build/fuzz/html_% build/fuzz/content build/fuzz/page_facts,$(addprefix build/fuzz/,$(FUZZERS)))

fuzz-targets: module $(addprefix build/fuzz/,$(FUZZERS))

fuzz: fuzz-targets
	@eval "$$($(MAKE) --no-print-directory -s env)"; LUA="$(LUA)" .ci/fuzz $(SECONDS) $(addprefix build/fuzz/,$(FUZZERS)) $(LUA_FUZZERS)

build/fuzz/core/%.o: csrc/core/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CLANG $<")
	$(Q)clang $(ALL_CPPFLAGS) $(FUZZ_CFLAGS) -MMD -MP -c -o $@ $<

build/fuzz/shared/%.o: csrc/fuzz/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CLANG $<")
	$(Q)clang $(ALL_CPPFLAGS) -Icsrc/fuzz $(FUZZ_CFLAGS) -MMD -MP -c -o $@ $<

$(PAGE_FUZZERS): build/fuzz/shared/html_mutator.o

build/fuzz/%: build/fuzz/shared/%_fuzz.o $(FUZZ_OBJECTS) $(BUILD)/core/builtin_lexicon.o
	$(if $(V),,@echo "  LINK $@")
	$(Q)clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(LIBS)

build/fuzz/unpack/%.o: csrc/archive/%.c
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CLANG $<")
	$(Q)clang $(ALL_CPPFLAGS) $(FUZZ_CFLAGS) -MMD -MP -c -o $@ $<

build/fuzz/archive: build/fuzz/shared/archive_fuzz.o build/fuzz/unpack/archive_reader.o build/fuzz/unpack/body_decoder.o
	$(if $(V),,@echo "  LINK $@")
	$(Q)clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(LIBARCHIVE_LIBS)

-include $(wildcard build/fuzz/*/*.d)

MINUTES = 40
ARTICLES = examples/articles

soak: module build/soak$(ABI)/heap.so
	@.ci/packages install test
	@LUA_PATH="lua/?.lua;lua/?/init.lua;$${LUA_PATH:-;}" LUA_CPATH="$(dir $(MODULES))?.so;build/soak$(ABI)/?.so;$${LUA_CPATH:-;}" \
	  $(LUA) spec/soak.lua $(MINUTES) $(ARTICLES)

build/soak$(ABI)/heap.so: spec/soak/heap.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -O1 $(WARNINGS) $(LUA_CFLAGS) -fPIC $(LIBFLAG) -o $@ $<

bench: all
	@bench/run

bench-hosts:
	@.ci/packages install hosts
	@$(MAKE) --no-print-directory -s LUA=luajit need module
	@lua5.4 bench/hosts.lua

# -- Installing -------------------------------------------------------------------

INST_LUADIR = $(DESTDIR)$(PREFIX)/share/lua/$(LUA_VERSION)
INST_LIBDIR = $(DESTDIR)$(PREFIX)/lib/lua/$(LUA_VERSION)
INST_BINDIR = $(DESTDIR)$(PREFIX)/bin

install: all
	@$(MAKE) --no-print-directory install-rock
	install -D -m 644 doc/newsstat.1 $(DESTDIR)$(PREFIX)/share/man/man1/newsstat.1

# Without building: LuaRocks calls it with the INST_ variables set.
install-rock:
	install -d $(INST_LIBDIR)/newsstat $(INST_BINDIR)
	cd lua && find newsstat -name '*.lua' -exec install -D -m 644 {} $(abspath $(INST_LUADIR))/{} \;
	install -m 755 $(MODULE) $(ARCHIVE_MODULE) $(INST_LIBDIR)/newsstat
	install -m 755 bin/newsstat $(INST_BINDIR)

clean:
	rm -rf build
	rm -f lua/newsstat/core5[1-4].so lua/newsstat/archive5[1-4].so
