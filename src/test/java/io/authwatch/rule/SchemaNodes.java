package io.authwatch.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a JSON Schema is made of. */
final class SchemaNodes {
    private SchemaNodes() {}

    static ObjectNode object(ObjectNode properties) {
        ObjectNode object = node().put("type", "object").put("additionalProperties", false);
        object.set("properties", properties);
        return object;
    }

    static ObjectNode named(ObjectNode value, String description, int max) {
        ObjectNode object =
                node().put("type", "object").put("description", description).put("maxProperties", max);
        object.set("propertyNames", ref("name"));
        object.set("additionalProperties", value);
        return object;
    }

    static ObjectNode array(ObjectNode items, int max) {
        ObjectNode array = node().put("type", "array").put("maxItems", max);
        array.set("items", items);
        return array;
    }

    static ObjectNode unique(ObjectNode array) {
        return array.put("uniqueItems", true);
    }

    static ObjectNode either(ObjectNode one, ObjectNode other) {
        return (ObjectNode) node().set("anyOf", list(one, other));
    }

    static ObjectNode pattern(String pattern) {
        return node().put("type", "string").put("pattern", pattern);
    }

    static ObjectNode types(String... types) {
        return (ObjectNode) node().set("type", texts(List.of(types)));
    }

    static ObjectNode required(String... keys) {
        return (ObjectNode) node().set("required", texts(List.of(keys)));
    }

    static ObjectNode ref(String definition) {
        return node().put("$ref", "#/definitions/" + definition);
    }

    static ArrayNode list(JsonNode... items) {
        return JsonNodeFactory.instance.arrayNode().addAll(List.of(items));
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** One value, as long as values may be. */
    static ObjectNode limited() {
        return types("string", "number", "boolean").put("minLength", 1).put("maxLength", RuleLimits.VALUE_LENGTH_MAX);
    }
}
