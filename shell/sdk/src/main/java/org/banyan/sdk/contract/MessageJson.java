package org.banyan.sdk.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.banyan.sdk.json.Json;

/**
 * Messages as JSON in the standard mapping of Protocol Buffers: lower camel case names, 64-bit numbers as texts, bytes in base64. Fields with their default
 * value are written too, absent messages are left out, so that a reader finds the same names every time. Thread-safe.
 */
public final class MessageJson {
    /** Plain mapping: for messages of the API. */
    public static final MessageJson API = new MessageJson((field, bytes) -> base64(bytes));

    private final BiFunction<FieldDescriptor, ByteString, String> byteText;

    MessageJson(BiFunction<FieldDescriptor, ByteString, String> byteText) {
        this.byteText = byteText;
    }

    static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    public Json.Object write(Message message) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated() || !field.hasPresence() || message.hasField(field)) {
                members.put(field.getJsonName(), value(field, message.getField(field)));
            }
        }
        return new Json.Object(members);
    }

    private Json value(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            return map(field, (List<?>) value);
        }
        if (field.isRepeated()) {
            List<Json> elements = new ArrayList<>();
            ((List<?>) value).forEach(each -> elements.add(single(field, each)));
            return new Json.Array(elements);
        }
        return single(field, value);
    }

    private Json map(FieldDescriptor field, List<?> entries) {
        Descriptor type = field.getMessageType();
        Map<String, Json> members = new TreeMap<>();
        for (Object each : entries) {
            Message entry = (Message) each;
            FieldDescriptor valueField = type.findFieldByNumber(2);
            members.put(
                    String.valueOf(entry.getField(type.findFieldByNumber(1))),
                    single(valueField, entry.getField(valueField)));
        }
        return new Json.Object(members);
    }

    private Json single(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 -> Json.of(((Integer) value).longValue());
            case UINT32, FIXED32 -> Json.of(Integer.toUnsignedLong((Integer) value));
            case INT64, SINT64, SFIXED64 -> Json.of(value.toString());
            case UINT64, FIXED64 -> Json.of(Long.toUnsignedString((Long) value));
            case BOOL -> Json.of((Boolean) value);
            case STRING -> Json.of((String) value);
            case BYTES -> Json.of(byteText.apply(field, (ByteString) value));
            case ENUM -> enumName((EnumValueDescriptor) value);
            case MESSAGE, GROUP -> message((Message) value);
            case FLOAT, DOUBLE -> new Json.Number(value.toString());
        };
    }

    private static Json enumName(EnumValueDescriptor value) {
        return value.getIndex() < 0 ? Json.of(value.getNumber()) : Json.of(value.getName());
    }

    private Json message(Message message) {
        return switch (message) {
            case Struct struct -> fromStruct(struct);
            default -> write(message);
        };
    }

    /** JSON of a Struct, as clients get results in it. */
    public static Json.Object fromStruct(Struct struct) {
        Map<String, Json> members = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((name, value) -> members.put(name, fromValue(value)));
        return new Json.Object(members);
    }

    private static Json fromValue(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> Json.of(value.getStringValue());
            case BOOL_VALUE -> Json.of(value.getBoolValue());
            case NUMBER_VALUE ->
                new Json.Number(new BigDecimal(value.getNumberValue())
                        .stripTrailingZeros()
                        .toPlainString());
            case STRUCT_VALUE -> fromStruct(value.getStructValue());
            case LIST_VALUE ->
                new Json.Array(value.getListValue().getValuesList().stream()
                        .map(MessageJson::fromValue)
                        .toList());
            case NULL_VALUE, KIND_NOT_SET -> Json.Null.VALUE;
        };
    }

    /** A JSON object as Struct, as the API carries arguments and results. Numbers keep what a double can hold; larger ones are texts. */
    public static Struct toStruct(Json.Object object) {
        Struct.Builder struct = Struct.newBuilder();
        object.members().forEach((name, value) -> struct.putFields(name, toValue(value)));
        return struct.build();
    }

    private static Value toValue(Json json) {
        Value.Builder value = Value.newBuilder();
        return switch (json) {
            case Json.Object object -> value.setStructValue(toStruct(object)).build();
            case Json.Array array ->
                value.setListValue(ListValue.newBuilder()
                                .addAllValues(array.elements().stream()
                                        .map(MessageJson::toValue)
                                        .toList()))
                        .build();
            case Json.Text text -> value.setStringValue(text.value()).build();
            case Json.Number number ->
                value.setNumberValue(Double.parseDouble(number.text())).build();
            case Json.Bool bool -> value.setBoolValue(bool.value()).build();
            case Json.Null ignored -> value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }
}
