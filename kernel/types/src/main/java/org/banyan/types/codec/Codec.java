package org.banyan.types.codec;

import org.banyan.types.Bytes;

/**
 * Writes and strictly reads one kind of value: {@code decode(encode(v))} equals {@code v}, and every other byte string is refused.
 *
 * <p>Implementations are stateless. {@link #read} asks for fields in ascending order and need not check for leftovers; the caller does.
 */
public interface Codec<T> {
    void write(T value, CanonicalWriter out);

    /** @throws CodecException if the bytes are not canonical or break a limit of the value */
    T read(CanonicalReader in);

    default Bytes encode(T value) {
        return encode(value, 0);
    }

    /** The same for large values; {@code expectedSize} is a guess at the size. */
    default Bytes encode(T value, int expectedSize) {
        return CanonicalWriter.encode(expectedSize, out -> write(value, out));
    }

    /** @throws CodecException if {@code bytes} is not the canonical encoding of a value */
    default T decode(Bytes bytes) {
        return new CanonicalReader(bytes).wholeMessage(this);
    }
}
