package io.authwatch.testkit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Kubernetes manifests as typed objects, and the fields in them that no type knows. No cluster is needed. */
public final class Manifests {
    private Manifests() {}

    /** What a kustomization renders to; without kubectl, the files that it names and the ConfigMaps it generates. */
    public static String render(Path kustomization) {
        Optional<Path> kubectl = Peers.find("kubectl");
        if (kubectl.isEmpty()) {
            System.err.println("kubectl is not installed: " + kustomization + " is read file by file");
            return concatenated(kustomization);
        }
        Program.Finished finished = Program.run(
                "kubectl kustomize",
                new ProcessBuilder(kubectl.get().toString(), "kustomize", kustomization.toString()),
                Duration.ofSeconds(30));
        if (finished.code() != 0) {
            throw new IllegalStateException(finished.text());
        }
        return finished.text();
    }

    /** The files of a kustomization one after another, for want of kubectl. */
    public static String concatenated(Path kustomization) {
        Map<?, ?> head = yaml(read(kustomization.resolve("kustomization.yaml")));
        List<String> documents = new ArrayList<>();
        for (Object resource : (List<?>) head.get("resources")) {
            documents.add(read(kustomization.resolve(resource.toString())));
        }
        for (Object generator : (List<?>) head.get("configMapGenerator")) {
            documents.add(configMap(kustomization, (Map<?, ?>) generator));
        }
        return String.join("\n---\n", documents);
    }

    private static String configMap(Path folder, Map<?, ?> generator) {
        StringBuilder text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ")
                .append(generator.get("name"))
                .append("\ndata:\n");
        for (Object entry : (List<?>) generator.get("files")) {
            String[] keyAndFile = entry.toString().split("=", 2);
            text.append("  ").append(keyAndFile[0]).append(": |\n");
            text.append(read(folder.resolve(keyAndFile[1])).indent(4));
        }
        return text.toString();
    }

    /** One YAML document that is a mapping. */
    public static Map<?, ?> yaml(String text) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** Every document as an object of its kind. */
    public static List<HasMetadata> parse(String documents) {
        return Arrays.stream(documents.split("(?m)^---\\s*$"))
                .filter(document -> !document.isBlank())
                .map(document -> (HasMetadata) Serialization.unmarshal(document, HasMetadata.class))
                .toList();
    }

    /** Those of one kind. */
    public static <T extends HasMetadata> List<T> all(List<HasMetadata> objects, Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).collect(Collectors.toList());
    }

    /** The paths of all fields that the object's type does not have, such as a misspelt one. */
    public static List<String> unknownFields(HasMetadata object) {
        List<String> found = new ArrayList<>();
        walk(object.getKind() + "/" + object.getMetadata().getName(), object, found, new IdentityHashMap<>());
        return found;
    }

    private static void walk(String path, Object value, List<String> found, Map<Object, Boolean> seen) {
        if (value == null || seen.put(value, true) != null) {
            return;
        }
        if (value instanceof GenericKubernetesResource) {
            found.add(path + " (no such kind)");
        } else if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                walk(path + "[" + index++ + "]", item, found, seen);
            }
        } else if (value.getClass().getName().startsWith("io.fabric8.")) {
            walkFields(path, value, found, seen);
        }
    }

    private static void walkFields(String path, Object value, List<String> found, Map<Object, Boolean> seen) {
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                Object content = content(field, value);
                if (field.getName().equals("additionalProperties") && content instanceof Map<?, ?> unknown) {
                    unknown.keySet().forEach(key -> found.add(path + "." + key));
                } else {
                    walk(path + "." + field.getName(), content, found, seen);
                }
            }
        }
    }

    private static Object content(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
