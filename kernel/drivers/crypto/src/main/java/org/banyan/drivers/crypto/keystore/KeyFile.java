package org.banyan.drivers.crypto.keystore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * The content of a key file, version {@value #VERSION}. Everything but the sealed secret is readable without the password, and all of it is authenticated
 * by the seal.
 */
record KeyFile(
        String name,
        KeyRole role,
        String scheme,
        Bytes publicKey,
        Address address,
        Argon2Cost cost,
        Bytes salt,
        Bytes nonce,
        Bytes sealed) {
    static final int VERSION = 1;
    static final int SALT_SIZE = 16;
    static final int NONCE_SIZE = 12;
    static final int SEALED_SIZE = Secret.SIZE + 16;

    private static final String FORMAT = "banyan-key";
    private static final String KDF = "argon2id";
    private static final String CIPHER = "aes-256-gcm";
    private static final int PUBLIC_KEY_MAX = 128;
    private static final List<String> FIELDS = List.of(
            "format",
            "version",
            "name",
            "role",
            "scheme",
            "publicKey",
            "address",
            "kdf",
            "kdfMemoryKib",
            "kdfIterations",
            "kdfLanes",
            "kdfSalt",
            "cipher",
            "nonce",
            "sealed");

    KeyFile withSealed(Bytes secret) {
        return new KeyFile(name, role, scheme, publicKey, address, cost, salt, nonce, secret);
    }

    String toJson() {
        Map<String, Object> fields = openFields();
        fields.put("sealed", sealed.toHex());
        return FlatJson.write(fields);
    }

    /** All that the seal binds: every field but the sealed secret, in one form. */
    Bytes associatedData() {
        return Bytes.utf8(FlatJson.write(openFields()));
    }

    private Map<String, Object> openFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("version", VERSION);
        fields.put("name", name);
        fields.put("role", role.text());
        fields.put("scheme", scheme);
        fields.put("publicKey", publicKey.toHex());
        fields.put("address", address.bytes().toHex());
        fields.put("kdf", KDF);
        fields.put("kdfMemoryKib", cost.memoryKib());
        fields.put("kdfIterations", cost.iterations());
        fields.put("kdfLanes", cost.lanes());
        fields.put("kdfSalt", salt.toHex());
        fields.put("cipher", CIPHER);
        fields.put("nonce", nonce.toHex());
        return fields;
    }

    /** @throws IllegalArgumentException if the text is not a key file of this version; the message says which field */
    static KeyFile fromJson(String text) {
        Map<String, Object> fields = FlatJson.read(text);
        require(fields, "format", FORMAT);
        require(fields, "version", VERSION);
        if (!List.copyOf(fields.keySet()).equals(FIELDS)) {
            throw new IllegalArgumentException(
                    "its fields are " + fields.keySet() + "; version " + VERSION + " has " + FIELDS);
        }
        require(fields, "kdf", KDF);
        require(fields, "cipher", CIPHER);
        Argon2Cost cost = new Argon2Cost(
                number(fields, "kdfMemoryKib"), number(fields, "kdfIterations"), number(fields, "kdfLanes"));
        return new KeyFile(
                field(fields, "name", Function.identity()),
                field(fields, "role", role -> KeyRole.parse(role).orElseThrow()),
                field(fields, "scheme", Function.identity()),
                hex(fields, "publicKey", 1, PUBLIC_KEY_MAX),
                new Address(Hash.of(hex(fields, "address", Hash.SIZE, Hash.SIZE))),
                cost,
                hex(fields, "kdfSalt", SALT_SIZE, SALT_SIZE),
                hex(fields, "nonce", NONCE_SIZE, NONCE_SIZE),
                hex(fields, "sealed", SEALED_SIZE, SEALED_SIZE));
    }

    private static void require(Map<String, Object> fields, String field, Object wanted) {
        Object found = fields.get(field);
        if (!wanted.equals(found)) {
            throw new IllegalArgumentException("field '" + field + "' is " + found + "; this program reads " + wanted);
        }
    }

    private static int number(Map<String, Object> fields, String field) {
        if (fields.get(field) instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException("field '" + field + "' is not a number");
    }

    private static Bytes hex(Map<String, Object> fields, String field, int min, int max) {
        Bytes bytes = field(fields, field, text -> {
            Bytes parsed = Bytes.fromHex(text);
            if (!parsed.toHex().equals(text)) {
                throw new IllegalArgumentException("not lower-case");
            }
            return parsed;
        });
        if (bytes.size() < min || bytes.size() > max) {
            throw new IllegalArgumentException("field '" + field + "' has " + bytes.size() + " bytes");
        }
        return bytes;
    }

    private static <T> T field(Map<String, Object> fields, String field, Function<String, T> parse) {
        if (fields.get(field) instanceof String text) {
            try {
                return parse.apply(text);
            } catch (RuntimeException malformed) {
                throw new IllegalArgumentException("field '" + field + "' has a form that is not allowed", malformed);
            }
        }
        throw new IllegalArgumentException("field '" + field + "' is not a string");
    }

    @Override
    public String toString() {
        return "KeyFile[" + name + " " + role.text() + " " + scheme + " " + publicKey + "]";
    }
}
