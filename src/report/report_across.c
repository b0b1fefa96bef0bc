#include "report/report_across.h"

#include <stddef.h>

/* A figure below an entry of `linkage`; "" stands for the entry itself. */
struct across_figure {
    const char *group;
    const char *key;
    size_t offset; /* of the struct measure */
};

static const struct across_figure linkage_figures[] = {
    { "", "units", offsetof(struct linkage_result, units) },
    { "pearson", "value", offsetof(struct linkage_result, pearson.value) },
    { "pearson", "low", offsetof(struct linkage_result, pearson.low) },
    { "pearson", "high", offsetof(struct linkage_result, pearson.high) },
    { "concordance", "value", offsetof(struct linkage_result, concordance.value) },
    { "concordance", "low", offsetof(struct linkage_result, concordance.low) },
    { "concordance", "high", offsetof(struct linkage_result, concordance.high) },
    { "pearson", "p", offsetof(struct linkage_result, pearson_p) },
    { "spearman", "value", offsetof(struct linkage_result, spearman) },
    { "spearman", "p", offsetof(struct linkage_result, spearman_p) },
    { "kendall", "value", offsetof(struct linkage_result, kendall) },
    { "kendall", "p", offsetof(struct linkage_result, kendall_p) },
    { "concordance", "precision", offsetof(struct linkage_result, precision) },
    { "concordance", "accuracy", offsetof(struct linkage_result, accuracy) },
    { "icc1", "employees", offsetof(struct linkage_result, icc1[SIDE_EMPLOYEES]) },
    { "icc1", "customers", offsetof(struct linkage_result, icc1[SIDE_CUSTOMERS]) },
    { "icc2", "employees", offsetof(struct linkage_result, icc2[SIDE_EMPLOYEES]) },
    { "icc2", "customers", offsetof(struct linkage_result, icc2[SIDE_CUSTOMERS]) },
    { "", "disattenuated", offsetof(struct linkage_result, disattenuated) },
    { "deming", "slope", offsetof(struct linkage_result, deming_slope.value) },
    { "deming", "intercept", offsetof(struct linkage_result, deming_intercept) },
    { "deming", "low", offsetof(struct linkage_result, deming_slope.low) },
    { "deming", "high", offsetof(struct linkage_result, deming_slope.high) },
    { "deming", "lambda", offsetof(struct linkage_result, deming_lambda) },
    { "micro_macro", "slope", offsetof(struct linkage_result, micro_macro_slope.value) },
    { "micro_macro", "low", offsetof(struct linkage_result, micro_macro_slope.low) },
    { "micro_macro", "high", offsetof(struct linkage_result, micro_macro_slope.high) },
    { "micro_macro", "se", offsetof(struct linkage_result, micro_macro_se) },
    { "micro_macro", "p", offsetof(struct linkage_result, micro_macro_p) },
    { "delivery_gap", "threshold", offsetof(struct linkage_result, delivery_threshold) },
    { "delivery_gap", "believers", offsetof(struct linkage_result, believers) },
    { "delivery_gap", "achievers", offsetof(struct linkage_result, achievers) },
    { "delivery_gap", "value", offsetof(struct linkage_result, delivery_gap.value) },
    { "delivery_gap", "low", offsetof(struct linkage_result, delivery_gap.low) },
    { "delivery_gap", "high", offsetof(struct linkage_result, delivery_gap.high) },
    { "delivery_gap", "p", offsetof(struct linkage_result, delivery_p) },
    { "composition", "total", offsetof(struct linkage_result, composition_total) },
    { "composition", "within", offsetof(struct linkage_result, composition_within) },
    { "composition", "mix", offsetof(struct linkage_result, composition_mix) },
    { "composition", "unmatched",
      offsetof(struct linkage_result, composition_unmatched) },
    { "quadrants", "both", offsetof(struct linkage_result, quadrant_counts[PLACE_BOTH]) },
    { "quadrants", "employees_only",
      offsetof(struct linkage_result, quadrant_counts[PLACE_EMPLOYEES_ONLY]) },
    { "quadrants", "customers_only",
      offsetof(struct linkage_result, quadrant_counts[PLACE_CUSTOMERS_ONLY]) },
    { "quadrants", "neither",
      offsetof(struct linkage_result, quadrant_counts[PLACE_NEITHER]) },
};

static const struct across_figure agreement_figures[] = {
    { "employees", "rwg_median",
      offsetof(struct linkage_result, rwg_median[SIDE_EMPLOYEES]) },
    { "employees", "rwg_share",
      offsetof(struct linkage_result, rwg_share[SIDE_EMPLOYEES]) },
    { "employees", "ad_median",
      offsetof(struct linkage_result, deviation_median[SIDE_EMPLOYEES]) },
    { "customers", "rwg_median",
      offsetof(struct linkage_result, rwg_median[SIDE_CUSTOMERS]) },
    { "customers", "rwg_share",
      offsetof(struct linkage_result, rwg_share[SIDE_CUSTOMERS]) },
    { "customers", "ad_median",
      offsetof(struct linkage_result, deviation_median[SIDE_CUSTOMERS]) },
};

static const struct across_figure reference_figures[] = {
    { "reference", "employees",
      offsetof(struct linkage_result, quadrant_reference[SIDE_EMPLOYEES]) },
    { "reference", "customers",
      offsetof(struct linkage_result, quadrant_reference[SIDE_CUSTOMERS]) },
};

static const struct across_figure profile_figures[] = {
    { "", "dimensions", offsetof(struct profile_result, dimensions) },
    { "", "dissonance", offsetof(struct profile_result, dissonance) },
    { "", "elevation", offsetof(struct profile_result, elevation) },
    { "", "scatter", offsetof(struct profile_result, scatter) },
    { "", "shape", offsetof(struct profile_result, shape) },
};

static const struct across_figure cross_figures[] = {
    { "", "units", offsetof(struct cross_link, units) },
    { "", "r", offsetof(struct cross_link, r) },
    { "", "p", offsetof(struct cross_link, p) },
    { "", "p_adjusted", offsetof(struct cross_link, p_adjusted) },
};

#define ROWS(table) (table), sizeof(table) / sizeof *(table)

static void read_figures(struct report_reader *reader, const struct json_node *node,
                         const struct across_figure *table, size_t count, void *target)
{
    for (size_t i = 0; i < count && reader_is_well(reader); i++) {
        struct json_node group = node_member(node, table[i].group);
        const struct json_node *parent = *table[i].group ? &group : node;
        if (cJSON_IsObject(parent->json))
            get_measure(reader, parent, table[i].key,
                        (struct measure *)(void *)((char *)target + table[i].offset));
        else if (parent->json && !cJSON_IsNull(parent->json))
            refuse_node(reader, parent, "'%s' is not an object", table[i].group);
    }
}

/* The index of the dimension that `key` names. */
static size_t read_dimension_id(struct report_reader *reader,
                                const struct json_node *node, const char *key,
                                const struct report_file *file)
{
    const char *id = "";
    get_text(reader, node, key, &id);
    if (!reader_is_well(reader))
        return 0;
    size_t index = report_file_dimension(file, id);
    if (index == file->dimension_count) {
        struct json_node named = node_member(node, key);
        refuse_node(reader, &named, "no row is of dimension '%s'", id);
        return 0;
    }
    return index;
}

static void read_link(struct report_reader *reader, const struct json_node *node,
                      const struct report_file *file, struct linkage_result *linkage)
{
    linkage->dimension = read_dimension_id(reader, node, "dimension", file);
    read_figures(reader, node, ROWS(linkage_figures), linkage);
    struct json_node agreement = node_member(node, "agreement");
    read_figures(reader, &agreement, ROWS(agreement_figures), linkage);
    struct json_node quadrants = node_member(node, "quadrants");
    read_figures(reader, &quadrants, ROWS(reference_figures), linkage);
}

static void read_cross_link(struct report_reader *reader, const struct json_node *node,
                            const struct report_file *file, struct cross_link *link)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        link->dimensions[side] =
            read_dimension_id(reader, node, side_name((enum side)side), file);
    read_figures(reader, node, ROWS(cross_figures), link);
}

/* Room for an optional list's entries; NULL where there is none or memory is short. */
static void *list_room(struct report_reader *reader, const struct json_node *list,
                       size_t size)
{
    if (list->json && !cJSON_IsArray(list->json)) {
        refuse_node(reader, list, "'%s' is not a list", list->key);
        return NULL;
    }
    void *room = arena_allocate(reader->arena, node_count(list), size);
    if (!room)
        reader_lacks_memory(reader);
    return room;
}

static bool is_entry(struct report_reader *reader, const struct json_node *node)
{
    if (cJSON_IsObject(node->json))
        return true;
    refuse_node(reader, node, "an entry that is not an object");
    return false;
}

static void read_linkage(struct report_reader *reader, const struct json_node *root,
                         struct report_file *file)
{
    struct json_node list = node_member(root, "linkage");
    struct linkage_result *linkage = list_room(reader, &list, sizeof *linkage);
    for (struct json_node node = node_first(&list);
         linkage && node.json && reader_is_well(reader); node_next(&node))
        if (is_entry(reader, &node))
            read_link(reader, &node, file, &linkage[file->linkage_count++]);
    file->linkage = linkage;
}

static void read_cross_links(struct report_reader *reader, const struct json_node *root,
                             struct report_file *file)
{
    struct json_node list = node_member(root, "cross_linkage");
    struct cross_link *links = list_room(reader, &list, sizeof *links);
    for (struct json_node node = node_first(&list);
         links && node.json && reader_is_well(reader); node_next(&node))
        if (is_entry(reader, &node))
            read_cross_link(reader, &node, file, &links[file->cross_link_count++]);
    file->cross_links = links;
}

static void read_messages(struct report_reader *reader, const struct json_node *root,
                          struct report_file *file)
{
    struct json_node list = node_member(root, "diagnostics");
    struct report_message *messages = list_room(reader, &list, sizeof *messages);
    for (struct json_node node = node_first(&list);
         messages && node.json && reader_is_well(reader); node_next(&node)) {
        if (!is_entry(reader, &node))
            continue;
        struct report_message *message = &messages[file->message_count++];
        get_text(reader, &node, "id", &message->id);
        get_text(reader, &node, "message", &message->text);
    }
    file->messages = messages;
}

void read_report_across(struct report_reader *reader, const struct json_node *root,
                        struct report_file *file)
{
    read_linkage(reader, root, file);
    if (reader_is_well(reader)) {
        struct json_node profile = node_member(root, "profile");
        read_figures(reader, &profile, ROWS(profile_figures), &file->profile);
    }
    if (reader_is_well(reader))
        read_cross_links(reader, root, file);
    if (reader_is_well(reader))
        read_messages(reader, root, file);
}
