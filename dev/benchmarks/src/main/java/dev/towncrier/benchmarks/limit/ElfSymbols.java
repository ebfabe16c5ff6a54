package dev.towncrier.benchmarks.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The functions in an ELF file's symbol table, those that the dynamic linker doesn't see included
 * (System V ABI, chapter 4; 64 bits, little-endian).
 */
final class ElfSymbols {

  private static final int SECTION_TABLE_OFFSET = 0x28;
  private static final int SECTION_HEADER_LENGTH_OFFSET = 0x3A;
  private static final int SECTION_COUNT_OFFSET = 0x3C;

  private static final int SECTION_TYPE = 0x04;
  private static final int SECTION_OFFSET = 0x18;
  private static final int SECTION_LENGTH = 0x20;
  private static final int SECTION_LINK = 0x28;
  private static final int SYMBOL_TABLE = 2;

  private static final int SYMBOL_LENGTH = 24;
  private static final int SYMBOL_INFO = 4;
  private static final int SYMBOL_VALUE = 8;
  private static final int FUNCTION = 2;

  private final Map<String, Long> functions = new HashMap<>();

  private ElfSymbols() {}

  /** Reads a file's functions, none if it was stripped of them. */
  static ElfSymbols read(Path file) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    ElfSymbols symbols = new ElfSymbols();
    int count = Short.toUnsignedInt(elf.getShort(SECTION_COUNT_OFFSET));
    for (int i = 0; i < count; i++) {
      int section = section(elf, i);
      if (elf.getInt(section + SECTION_TYPE) == SYMBOL_TABLE) {
        symbols.add(elf, section);
      }
    }
    return symbols;
  }

  private static int section(ByteBuffer elf, int index) {
    int headerLength = Short.toUnsignedInt(elf.getShort(SECTION_HEADER_LENGTH_OFFSET));
    return (int) elf.getLong(SECTION_TABLE_OFFSET) + index * headerLength;
  }

  private void add(ByteBuffer elf, int section) {
    int names = section(elf, elf.getInt(section + SECTION_LINK));
    int namesStart = (int) elf.getLong(names + SECTION_OFFSET);
    int start = (int) elf.getLong(section + SECTION_OFFSET);
    int end = start + (int) elf.getLong(section + SECTION_LENGTH);
    for (int symbol = start; symbol < end; symbol += SYMBOL_LENGTH) {
      if ((elf.get(symbol + SYMBOL_INFO) & 0xF) == FUNCTION) {
        String name = name(elf, namesStart + elf.getInt(symbol));
        functions.putIfAbsent(name, elf.getLong(symbol + SYMBOL_VALUE));
      }
    }
  }

  private static String name(ByteBuffer elf, int start) {
    int length = 0;
    while (elf.get(start + length) != 0) {
      length++;
    }
    byte[] name = new byte[length];
    elf.get(start, name);
    return new String(name, US_ASCII);
  }

  /**
   * The functions of a loaded copy of the file.
   *
   * @param known a function in it
   * @param address where that one was loaded
   * @throws NoSuchElementException if the file doesn't have it
   */
  SymbolLookup of(String known, MemorySegment address) {
    long base = address.address() - offset(known);
    return name ->
        Optional.ofNullable(functions.get(name))
            .map(offset -> MemorySegment.ofAddress(base + offset));
  }

  private long offset(String name) {
    Long offset = functions.get(name);
    if (offset == null) {
      throw new NoSuchElementException("no function " + name);
    }
    return offset;
  }
}
