"""Crops: within the picture, of their shape, round what must be seen."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pictures.shapes import CARD, RATIOS, WHOLE, Crop, crop, named, of_card, of_figure

sides = st.integers(1, 20_000)
percents = st.integers(0, 100)
shapes = st.sampled_from(sorted(RATIOS))


@given(sides, sides, shapes, percents, percents)
def test_a_crop_lies_within_the_picture_has_its_shape_and_holds_the_point(
    width, height, shape, x, y
):
    found = crop(width, height, shape, x, y)
    left, top, right, bottom = found.box(width, height)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert left <= width * x / 100 <= right
    assert top <= height * y / 100 <= bottom
    assert (right - left, bottom - top) == found.size(width, height)
    across, down = RATIOS[shape]
    off = abs((right - left) * down - (bottom - top) * across)
    assert off <= max(across, down) / 2 or 1 in found.size(width, height)


@given(sides, sides, shapes, percents, percents)
def test_a_crop_cuts_one_side_only(width, height, shape, x, y):
    kept = crop(width, height, shape, x, y).size(width, height)
    assert kept[0] == width or kept[1] == height


@given(shapes, percents)
def test_a_crop_is_found_again_by_its_name(shape, at):
    assert named(str(Crop(shape, at))) == Crop(shape, at)
    assert named(str(WHOLE)) == WHOLE


@pytest.mark.parametrize(
    "name", ["", "16x9", "16x9-", "16x9-101", "16x9-050", "2x1-50", "whole-50", "16x9-5\n", "٣x2-5"]
)
def test_no_other_name_is_that_of_a_crop(name):
    assert named(name) is None


def test_nothing_is_cut_off_a_picture_that_has_the_shape():
    assert crop(6000, 4000, "3x2", 10, 90) is WHOLE
    assert crop(1024, 683, "3x2", 10, 90) is WHOLE
    assert crop(800, 500, "", 10, 90) is WHOLE


def test_the_point_is_in_the_middle_where_there_is_room():
    assert crop(2000, 1000, "1x1", 50, 0).box(2000, 1000) == (500, 0, 1500, 1000)
    assert crop(2000, 1000, "1x1", 60, 0).box(2000, 1000) == (700, 0, 1700, 1000)
    assert crop(2000, 1000, "1x1", 95, 0).box(2000, 1000) == (1000, 0, 2000, 1000)
    assert crop(1000, 2000, "16x9", 0, 20).box(1000, 2000) == (0, 119, 1000, 681)


def test_points_that_differ_only_where_nothing_is_cut_share_one_file():
    assert crop(2000, 1000, "1x1", 60, 0) == crop(2000, 1000, "1x1", 60, 100)


def test_a_figure_s_own_point_comes_before_the_photo_s():
    photo = SimpleNamespace(width=2000, height=1000, focal_x=20, focal_y=20)
    figure = SimpleNamespace(photo=photo, shape="1x1", focal_x=None, focal_y=None)
    assert of_figure(figure) == Crop("1x1", 20)
    figure.focal_x = 0
    assert of_figure(figure) == Crop("1x1", 0)
    assert of_card(figure) == Crop(CARD, 0)
    figure.shape = ""
    assert of_figure(figure) == WHOLE
