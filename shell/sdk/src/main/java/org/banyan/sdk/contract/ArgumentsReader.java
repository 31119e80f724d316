package org.banyan.sdk.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.banyan.sdk.json.Json;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** Reads the JSON of a request into its message and says of each mistake where it stands. */
final class ArgumentsReader {
    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger UINT32_MAX = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    private static final int DIGITS_MAX = 20;

    private final Addresses addresses;

    ArgumentsReader(Addresses addresses) {
        this.addresses = addresses;
    }

    DynamicMessage message(Descriptor type, Json.Object object, String path) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            FieldDescriptor field = field(type, member.getKey(), path);
            String where = below(path, field.getJsonName());
            if (member.getValue() instanceof Json.Null) {
                continue;
            }
            if (builder.getAllFields().containsKey(field)) {
                throw new ArgumentsException(where, "is given twice");
            }
            if (field.getRealContainingOneof() != null && builder.hasOneof(field.getRealContainingOneof())) {
                throw new ArgumentsException(
                        where, "excludes another field that is given too: only one of them may be");
            }
            set(builder, field, member.getValue(), where);
        }
        requireAll(type, builder, path);
        return builder.build();
    }

    private static FieldDescriptor field(Descriptor type, String name, String path) {
        return type.getFields().stream()
                .filter(field ->
                        field.getJsonName().equals(name) || field.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArgumentsException(
                        below(path, shown(name)), "is unknown; " + type.getName() + " is " + FieldKind.outline(type)));
    }

    /** Addresses, hashes and messages have no default: without `optional` they must be there. */
    private static void requireAll(Descriptor type, DynamicMessage.Builder builder, String path) {
        for (FieldDescriptor field : type.getFields()) {
            Meaning meaning = Meaning.of(field);
            boolean noDefault = meaning == Meaning.ADDRESS
                    || meaning == Meaning.HASH
                    || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            boolean optional = field.isRepeated() || field.getContainingOneof() != null;
            if (noDefault && !optional && !builder.getAllFields().containsKey(field)) {
                throw new ArgumentsException(
                        below(path, field.getJsonName()), "is missing; give " + FieldKind.expected(field));
            }
        }
    }

    private void set(DynamicMessage.Builder builder, FieldDescriptor field, Json value, String path) {
        if (!field.isRepeated()) {
            builder.setField(field, single(field, value, path));
            return;
        }
        if (!(value instanceof Json.Array array) || field.isMapField()) {
            throw new ArgumentsException(path, "must be an array but is " + value.kind());
        }
        List<Json> elements = array.elements();
        for (int i = 0; i < elements.size(); i++) {
            builder.addRepeatedField(field, single(field, elements.get(i), path + "[" + i + "]"));
        }
    }

    private Object single(FieldDescriptor field, Json value, String path) {
        return switch (field.getJavaType()) {
            case INT -> integer(field, value, path, UINT32_MAX).intValue();
            case LONG -> integer(field, value, path, UINT64_MAX).longValue();
            case BOOLEAN -> value instanceof Json.Bool bool ? bool.value() : wrong(field, value, path);
            case STRING -> value instanceof Json.Text text ? text.value() : wrong(field, value, path);
            case BYTE_STRING -> ByteString.copyFrom(bytes(field, value, path).readOnlyArray());
            case ENUM -> enumValue(field, value, path);
            case MESSAGE ->
                value instanceof Json.Object object
                        ? message(field.getMessageType(), object, path)
                        : wrong(field, value, path);
            case FLOAT, DOUBLE -> wrong(field, value, path);
        };
    }

    private static BigInteger integer(FieldDescriptor field, Json value, String path, BigInteger max) {
        String digits = switch (value) {
            case Json.Number number -> number.text();
            case Json.Text text -> text.value();
            default -> "";
        };
        boolean unsigned = switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
        boolean decimal = !digits.isEmpty()
                && digits.length() <= DIGITS_MAX
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!decimal || !unsigned) {
            return wrong(field, value, path);
        }
        BigInteger parsed = new BigInteger(digits);
        if (parsed.compareTo(max) > 0) {
            throw new ArgumentsException(path, "must be at most " + max + " but is " + parsed);
        }
        return parsed;
    }

    private Bytes bytes(FieldDescriptor field, Json value, String path) {
        Meaning meaning = Meaning.of(field);
        String text = switch (value) {
            case Json.Text given -> given.value();
            // a short amount is easily written without quotes, and no digit is lost
            case Json.Number number when meaning == Meaning.AMOUNT -> number.text();
            default -> wrong(field, value, path);
        };
        try {
            return switch (meaning) {
                case ADDRESS -> addresses.parse(text).bytes();
                case AMOUNT -> Amount.parse(text).toBytes();
                case HASH -> Hash.fromHex(text).bytes();
                case PLAIN -> Bytes.wrap(Base64.getDecoder().decode(text));
            };
        } catch (IllegalArgumentException malformed) {
            throw new ArgumentsException(path, "must be " + FieldKind.expected(field) + ": " + malformed.getMessage());
        }
    }

    private static EnumValueDescriptor enumValue(FieldDescriptor field, Json value, String path) {
        EnumValueDescriptor found =
                value instanceof Json.Text text ? field.getEnumType().findValueByName(text.value()) : null;
        return found == null ? wrong(field, value, path) : found;
    }

    private static <T> T wrong(FieldDescriptor field, Json value, String path) {
        String given = value.compact();
        throw new ArgumentsException(path, "must be " + FieldKind.expected(field) + " but is " + shown(given));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Hostile input is not repeated in full in messages. */
    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
