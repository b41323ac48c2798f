/* The lexicon image as read-only data of the library.  NST_IMAGE_PATH is the
   compiled image; an assembler reads it at once where a C array of the same
   size would take the compiler minutes. */
#if defined(__APPLE__)
  .const_data
  .private_extern _nst_builtin_lexicon
  .p2align 12
_nst_builtin_lexicon:
#else
  .section .rodata.nst_builtin_lexicon, "a"
  .globl nst_builtin_lexicon
  .hidden nst_builtin_lexicon
  .balign 4096
nst_builtin_lexicon:
#endif
  .incbin NST_IMAGE_PATH
#if defined(__ELF__)
  .section .note.GNU-stack, "", %progbits
#endif
