package org.banyan.contract.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.ContractInterface;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** Says how a key that a method touches can be declared: {@code writes: "count({sender})"}. */
final class MissingTemplate {
    private final Descriptor descriptor;
    private final TypedCall<?> call;

    MissingTemplate(ContractInterface contract, TypedCall<?> call) {
        this.descriptor = new Descriptor(contract);
        this.call = call;
    }

    /** Empty when the key belongs to no declared state field. */
    Optional<String> of(KeyAccess touch) {
        Parts parts = new Parts(touch.key());
        return descriptor.stateField((int) parts.varint()).map(field -> {
            List<String> keys = new ArrayList<>();
            for (String type : field.keys()) {
                if (parts.left() == 0) {
                    break;
                }
                keys.add(key(type, parts));
            }
            if (touch.prefix()) {
                keys.add("*");
            }
            String option = touch.mode().name().toLowerCase(Locale.ROOT) + "s";
            return option + ": \"" + field.name() + (keys.isEmpty() ? "" : "(" + String.join(", ", keys) + ")") + "\"";
        });
    }

    private String key(String type, Parts parts) {
        return switch (type) {
            case "uint64" -> number(parts.next(Long.BYTES));
            case "address", "hash" -> bytes(type, parts.next(Hash.SIZE));
            default -> bytes(type, parts.next(parts.varint()));
        };
    }

    private String number(Bytes part) {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | part.at(i) & 0xff;
        }
        long wanted = number;
        return request(value -> value.bytes().isEmpty() && value.number() == wanted)
                .orElse(Long.toUnsignedString(number));
    }

    private String bytes(String type, Bytes part) {
        if (type.equals("address")) {
            Address address = new Address(Hash.read(part.readOnlyArray(), 0));
            if (address.equals(call.sender())) {
                return "{sender}";
            }
            if (address.equals(call.contract())) {
                return "{self}";
            }
        }
        return request(value -> value.bytes().equals(part) && value.number() == 0)
                .orElseGet(() -> type.equals("string")
                        ? "\\\"" + new String(part.toArray(), StandardCharsets.UTF_8) + "\\\""
                        : "<" + part.toHex() + ">");
    }

    private Optional<String> request(java.util.function.Predicate<Descriptor.RequestValue> wanted) {
        return descriptor.values(call.method(), call.arguments()).stream()
                .filter(wanted)
                .map(value -> "{" + value.path() + "}")
                .findFirst();
    }

    /** Reads a key from its beginning. */
    private static final class Parts {
        private final Bytes key;
        private int position;

        Parts(Bytes key) {
            this.key = key;
        }

        int left() {
            return key.size() - position;
        }

        Bytes next(long size) {
            int end = (int) Math.min(key.size(), position + size);
            Bytes part = key.slice(position, end);
            position = end;
            return part;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; left() > 0; shift += 7) {
                int next = next(1).at(0);
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    break;
                }
            }
            return value;
        }
    }
}
