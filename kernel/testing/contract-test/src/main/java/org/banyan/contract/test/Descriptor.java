package org.banyan.contract.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.contract.ContractInterface;
import org.banyan.types.Bytes;

/** Names of a contract's state fields and requests, from its descriptor. Field numbers are those of {@code google/protobuf/descriptor.proto} and {@code options.proto}. */
final class Descriptor {
    private static final int STATE_OPTION = 50_120;
    private static final int KEYS_OPTION = 50_131;
    private static final int ACCESS_OPTION = 50_110;

    /** Numbers 1 to 4 of the access option. */
    private static final List<String> MODES = List.of("reads", "writes", "adds", "takes");

    private static final long TYPE_MESSAGE = 11;
    private static final long LABEL_REPEATED = 3;

    /** @param keys their types in order: address, string, uint64, hash or bytes */
    record StateField(String name, List<String> keys) {}

    /** One value of a request: its path, and its bytes or number. */
    record RequestValue(String path, Bytes bytes, long number) {}

    private final TreeMap<String, WireMessage> messages = new TreeMap<>();
    private final TreeMap<String, String> requests = new TreeMap<>();
    private final TreeMap<String, List<String>> templates = new TreeMap<>();
    private final TreeMap<Integer, StateField> state = new TreeMap<>();

    Descriptor(ContractInterface contract) {
        for (WireMessage file : new WireMessage(contract.descriptor()).messages(1)) {
            String scope = file.text(2);
            boolean own = file.messages(6).stream()
                    .anyMatch(service -> (scope + "." + service.text(1)).equals(contract.service()));
            for (WireMessage message : file.messages(4)) {
                messages.put("." + scope + "." + message.text(1), message);
                if (own
                        && message.message(7)
                                        .map(options -> options.number(STATE_OPTION))
                                        .orElse(0L)
                                == 1) {
                    readState(message);
                }
            }
            if (own) {
                file.messages(6).forEach(service -> service.messages(2).forEach(this::readMethod));
            }
        }
    }

    private void readMethod(WireMessage method) {
        requests.put(method.text(1), method.text(2));
        List<String> declared = new ArrayList<>();
        method.message(4).flatMap(options -> options.message(ACCESS_OPTION)).ifPresent(access -> {
            for (int mode = 0; mode < MODES.size(); mode++) {
                for (Bytes template : access.all(mode + 1)) {
                    declared.add(
                            MODES.get(mode) + ": \"" + new String(template.toArray(), StandardCharsets.UTF_8) + "\"");
                }
            }
        });
        templates.put(method.text(1), declared);
    }

    private void readState(WireMessage message) {
        for (WireMessage field : message.messages(2)) {
            List<String> keys = field.message(8).map(options -> options.all(KEYS_OPTION)).orElse(List.of()).stream()
                    .map(key -> new String(key.toArray(), StandardCharsets.UTF_8))
                    .map(key -> key.substring(key.indexOf(':') + 1).strip())
                    .toList();
            state.put((int) field.number(3), new StateField(field.text(1), keys));
        }
    }

    Optional<StateField> stateField(int number) {
        return Optional.ofNullable(state.get(number));
    }

    /** Declared keys of a method as written, {@code writes: "count({sender})"}, in the order in which generated code declares them. */
    List<String> templates(String method) {
        return templates.getOrDefault(method, List.of());
    }

    /** The single values of a request; none of what is repeated. */
    List<RequestValue> values(String method, Bytes arguments) {
        return Optional.ofNullable(requests.get(method)).stream()
                .flatMap(type -> values(type, "request", new WireMessage(arguments)).stream())
                .toList();
    }

    private List<RequestValue> values(String type, String path, WireMessage value) {
        return Optional.ofNullable(messages.get(type)).stream()
                .flatMap(message -> message.messages(2).stream())
                .filter(field -> field.number(4) != LABEL_REPEATED)
                .flatMap(field -> {
                    int number = (int) field.number(3);
                    String below = path + "." + field.text(1);
                    return field.number(5) == TYPE_MESSAGE
                            ? value.message(number).stream()
                                    .flatMap(inner -> values(field.text(6), below, inner).stream())
                            : List.of(new RequestValue(below, value.bytes(number), value.number(number))).stream();
                })
                .toList();
    }
}
